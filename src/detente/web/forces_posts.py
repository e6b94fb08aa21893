"""Who leads: the posts of one state's defence department and who holds them."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.kernel.languages import Text
from detente.node.messages import Page
from detente.record.forces import Post, Unit
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.forces_shown import Head, Shown, asked_forces, build_head
from detente.web.frame import Frame

PAGE_SIZE = 80


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post. ``unit``: where it belongs; None: not told, or not among the units told. ``path``: its history."""

    post: Post
    unit: Unit | None
    unit_path: str
    basis: tuple[str, str, Text] | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsPage:
    """The posts, in the order of the return."""

    frame: Frame
    head: Head
    list: Page[PostLine]
    previous: str
    following: str


def routes(desk: Desk) -> list[BaseRoute]:
    """The posts."""
    return [desk.route(urls.FORCES_POSTS, show_posts)]


def show_posts(visit: Visit) -> Response:
    """All posts, paged."""
    shown, number = asked_forces(visit), visit.asked_number("page", 1)
    units = {one.code: one for one in shown.forces.units}
    some = shown.forces.posts[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    page = PostsPage(
        frame=visit.frame(urls.FORCES),
        head=build_head(shown, "posts"),
        list=Page(
            [post_line(shown, one, units.get(one.unit or "")) for one in some],
            len(shown.forces.posts),
            number,
            PAGE_SIZE,
        ),
        previous=shown.path("posts", page=number - 1),
        following=shown.path("posts", page=number + 1),
    )
    return visit.show("forces/posts.html", page)


def post_line(shown: Shown, post: Post, unit: Unit | None) -> PostLine:
    """A post with where it belongs."""
    return PostLine(
        post=post,
        unit=unit,
        unit_path=shown.history(unit.code) if unit else "",
        basis=shown.basis(post.basis),
        path=shown.history(post.code),
    )
