"""What may be wrong with a message given as YAML, in three languages."""

from __future__ import annotations

from detente.kernel.errors import Severity
from detente.kernel.languages import Text
from detente.messages.wording import Wording

NOT_YAML = Wording(
    "yaml",
    Text("{name} cannot be read as YAML.", "{name} не читается как YAML.", "{name} 无法作为 YAML 读取。"),
    Text(
        "Mend the line named, and import it again.",
        "Исправьте указанную строку и импортируйте файл снова.",
        "请更正所指的行，再重新导入。",
    ),
)
NO_CONTENT = Wording(
    "yaml-content",
    Text(
        "{name} has no “content” with the items of the message.",
        "В {name} нет раздела «content» с позициями сообщения.",
        "{name} 中没有载有电文各项的“content”。",
    ),
    Text(
        "Export a message of this format to see how the file is made.",
        "Экспортируйте сообщение этого формата, чтобы увидеть устройство файла.",
        "请导出该格式的一份电文，查看文件结构。",
    ),
)
MEMBER_UNKNOWN = Wording(
    "yaml-member",
    Text(
        "“{name}” is not known here and was left out.",
        "«{name}» здесь не известно и пропущено.",
        "此处不识别“{name}”，已略去。",
    ),
    Text("Known are: {known}.", "Известны: {known}.", "现有：{known}。"),
    Severity.WARNING,
)
