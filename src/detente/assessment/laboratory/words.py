"""What the laboratory says in three languages where it cannot do what was asked."""

from __future__ import annotations

from detente.kernel.languages import Text
from detente.messages.wording import Wording

NO_KNOB = Wording(
    "no-number",
    Text(
        "“{address}” is no threshold or lead time of {agreement}.",
        "«{address}» — не порог и не срок соглашения «{agreement}».",
        "“{address}”不是{agreement}中的门槛或期限。",
    ),
    Text("There are: {known}.", "Есть: {known}.", "现有：{known}。"),
)
NO_NUMBER = Wording(
    "wrong-number",
    Text(
        "“{text}” cannot be taken for it ({address}).",
        "«{text}» здесь не подходит ({address}).",
        "“{text}”不能用于此处（{address}）。",
    ),
    Text(
        "Give a whole number from 0 to {most}.",
        "Укажите целое число от 0 до {most}.",
        "请给出 0 至 {most} 的整数。",
    ),
)
