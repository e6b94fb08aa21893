"""Where: border lines, zones of application, distances on the ellipsoid."""
