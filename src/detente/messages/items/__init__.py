"""What items of each type may hold: check the JSON form, build the value, write it back."""
