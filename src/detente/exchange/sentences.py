"""What the exchange says when it refuses what a peer sent: for each code a sentence in three languages."""

from __future__ import annotations

from typing import TypeVar

from detente.kernel.errors import DetenteError
from detente.kernel.languages import Text

_Error = TypeVar("_Error", bound=DetenteError)


def refuse(kind: type[_Error], code: str, **values: Text | int | str) -> _Error:
    """The error of ``code`` with ``values`` in its places; the caller raises it."""
    return kind(code, SENTENCES[code].fill(**values), MENDS.get(code, NOTHING_BELIEVED))


SENTENCES: dict[str, Text] = {
    "pull-no-checkpoint": Text(
        "The log {origin} serves no checkpoint.",
        "Журнал {origin} не предоставляет контрольную точку.",
        "日志 {origin} 未提供检查点。",
    ),
    "pull-rollback": Text(
        "The log {origin} says it has {size} entries, after it had signed {held}.",
        "По данным журнала {origin}, записей в нём {size}; ранее было подписано {held}.",
        "日志 {origin} 现示有{size}条条目，而此前已签署{held}条。",
    ),
    "pull-fork": Text(
        "The log {origin} has signed two histories that exclude each other. Both are kept as proof.",
        "Подписаны два взаимоисключающих варианта журнала {origin}. Оба сохранены как доказательство.",
        "日志 {origin} 有两个互相排斥的已签署版本，二者均作为证据保存。",
    ),
    "pull-missing": Text(
        "The peer's file {path} is missing, though its checkpoint needs it.",
        "На узле другого государства нет файла {path}, необходимого по его контрольной точке.",
        "对方节点缺少其检查点所需的文件 {path}。",
    ),
    "pull-oversized": Text(
        "The peer's file {path} is longer than {limit} bytes.",
        "Файл {path} другого узла длиннее {limit} байт.",
        "对方节点的文件 {path} 超过{limit}字节。",
    ),
    "pull-tile": Text(
        "The peer's file {path} does not fit its checkpoint.",
        "Файл {path} другого узла не соответствует его контрольной точке.",
        "对方节点的文件 {path} 与其检查点不符。",
    ),
    "pull-entry": Text(
        "The entries in the peer's file {path} are not those its checkpoint covers.",
        "Записи в файле {path} другого узла не совпадают с охваченными его контрольной точкой.",
        "对方节点文件 {path} 中的条目不是其检查点所涵盖的条目。",
    ),
    "introduction-states": Text(
        "The file lists the keys of {count} states; an introduction is of exactly one.",
        "В файле — ключи нескольких государств ({count}); представляться может ровно одно.",
        "该文件列有{count}个国家的密钥；一份介绍文件只介绍一国。",
    ),
    "introduction-line": Text(
        "Line {line} of the introduction is neither an address nor a token.",
        "Строка {line} файла представления — не адрес и не маркер доступа.",
        "介绍文件第{line}行既不是地址也不是令牌。",
    ),
    "unknown-file": Text(
        "The file is none of those that can be checked here.",
        "Этот файл не относится к тем, которые можно здесь проверить.",
        "该文件不属于此处可核验的文件。",
    ),
    "fork-form": Text(
        "The file does not prove that a log has signed two histories.",
        "Файл не доказывает, что подписаны два варианта журнала.",
        "该文件不能证明某日志有两个已签署版本。",
    ),
    "blob-withheld": Text(
        "The blob of entry {index} cannot be had from the peer.",
        "Запечатанный блок записи № {index} с другого узла получить не удалось.",
        "无法从对方节点取得第{index}号条目的数据块。",
    ),
    "blob-altered": Text(
        "The blob of entry {index} is not the one that the log commits to.",
        "Запечатанный блок записи № {index} — не тот, на который указывает журнал.",
        "第{index}号条目的数据块不是日志所指的数据块。",
    ),
    "seal-suite": Text(
        "This node has no sealing suite “{suite}”.",
        "На этом узле нет набора запечатывания «{suite}».",
        "本节点没有密封套件“{suite}”。",
    ),
    "age-mixed": Text(
        "The sealed blob mixes two ways of sealing, of which the weaker would decide.",
        "В запечатанном блоке смешаны два способа запечатывания; стойкость определялась бы более слабым.",
        "密封数据块混用两种密封方式，其强度将取决于较弱者。",
    ),
    "seal-others": Text(
        "The message of this entry is sealed to others.",
        "Сообщение этой записи запечатано для других.",
        "该条目的电文密封给他方。",
    ),
    "seal-many": Text(
        "A message can be sealed to at most {limit} states.",
        "Сообщение можно запечатать не более чем для {limit} государств.",
        "一份电文最多可密封给{limit}个国家。",
    ),
    "seal-no-key": Text(
        "No sealing key of {state} is known here.",
        "Ключ запечатывания государства {state} здесь неизвестен.",
        "本节点没有 {state} 的密封密钥。",
    ),
    "identity-form": Text(
        "A line of the file of sealing keys is no private key of age.",
        "Строка файла ключей запечатывания не является закрытым ключом age.",
        "密封密钥文件中有一行不是 age 私钥。",
    ),
    "seal-nobody": Text(
        "A message must have at least one recipient.",
        "У сообщения должен быть хотя бы один адресат.",
        "电文至少须有一个收文方。",
    ),
    "key-revoked": Text(
        "A key that signed entry {index} was revoked before it by its owner.",
        "Ключ, которым подписана запись № {index}, был отозван владельцем до неё.",
        "签署第{index}号条目的密钥此前已被其所有者撤销。",
    ),
    "message-document": Text(
        "The signed document cannot be read: {reason}",
        "Подписанный документ не читается: {reason}",
        "已签署的文件无法读取：{reason}",
    ),
    "message-sender": Text(
        "The log of {state} holds a document that says it is from {sender}.",
        "В журнале государства {state} находится документ, отправителем которого указано государство {sender}.",
        "{state} 的日志中有一份写明来自 {sender} 的文件。",
    ),
    "files-form": Text(
        "The signed list of files does not have the form of one.",
        "Подписанный перечень файлов составлен не по форме.",
        "已签署的文件清单不符合规定格式。",
    ),
    "receipt-form": Text(
        "The signed list of receipts does not have the form of one.",
        "Подписанный перечень квитанций составлен не по форме.",
        "已签署的回执清单不符合规定格式。",
    ),
    "message-not-addressed": Text(
        "The document is not addressed to {state}.",
        "Документ не адресован государству {state}.",
        "该文件的收文方不包括 {state}。",
    ),
}

NOTHING_BELIEVED = Text(
    "Nothing of it was taken in. Tell the peer; this node tries again by itself.",
    "Ничего из этого не принято. Уведомите другое государство; узел повторит попытку сам.",
    "其中内容均未采纳。请告知对方；本节点会自动重试。",
)

MENDS: dict[str, Text] = {
    "pull-fork": Text(
        "Nothing more is taken from this log. Report it; the proof can be checked by anyone with the log's key.",
        "Из этого журнала больше ничего не принимается. Доложите; доказательство может проверить любой, у кого "
        "есть ключ журнала.",
        "不再从该日志接收任何内容。请上报；持有该日志密钥者均可核验此证据。",
    ),
    "introduction-states": Text(
        "Ask the other ministry for the file its node writes: one state, one file.",
        "Запросите у другого министерства файл, который создаёт его узел: одно государство — один файл.",
        "请向对方主管部门索取其节点生成的文件：一国一份。",
    ),
    "introduction-line": Text(
        "Ask for the file again, unchanged.",
        "Запросите файл повторно, без изменений.",
        "请重新索取未经改动的文件。",
    ),
    "unknown-file": Text(
        "Choose the evidence of a message, a proof of a fork, a checkpoint, a .tlog-proof or a node's keys.",
        "Выберите доказательства сообщения, доказательство двух вариантов журнала, контрольную точку, файл .tlog-proof "
        "или ключи узла.",
        "请选择电文证据、日志分叉证据、检查点、.tlog-proof 文件或节点密钥。",
    ),
    "message-not-addressed": Text("Nothing needs to be done.", "Ничего делать не нужно.", "无需处理。"),
    "seal-others": Text("Nothing needs to be done.", "Ничего делать не нужно.", "无需处理。"),
    "seal-many": Text("Send it twice.", "Отправьте его двумя частями адресатов.", "请分两次发送。"),
    "seal-no-key": Text(
        "Ask that state for its public/keys.txt and add it again.",
        "Запросите у этого государства файл public/keys.txt и добавьте его узел повторно.",
        "请向该国索取其 public/keys.txt 并重新添加。",
    ),
    "identity-form": Text(
        "Restore the file from the safe.",
        "Восстановите файл из сейфа.",
        "请从保险柜恢复该文件。",
    ),
    "seal-nobody": Text("Name the recipients.", "Укажите адресатов.", "请指明收文方。"),
    "seal-suite": Text(
        "Ask the sender to use a suite that this node has.",
        "Попросите отправителя использовать имеющийся на узле набор.",
        "请发文方使用本节点具备的套件。",
    ),
}
