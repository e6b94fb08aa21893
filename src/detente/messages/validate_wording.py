"""What may be wrong with a message as a whole, in three languages."""

from __future__ import annotations

from detente.kernel.errors import Severity
from detente.kernel.languages import Text
from detente.messages.wording import Wording

OTHER_AGREEMENT = Wording(
    "agreement",
    Text(
        "The message is under “{given}”, not under “{agreement}”.",
        "Сообщение относится к соглашению «{given}», а не «{agreement}».",
        "该电文依据“{given}”，而非“{agreement}”。",
    ),
    Text("Choose the agreement again.", "Выберите соглашение заново.", "请重新选择协定。"),
)
FORMAT_UNKNOWN = Wording(
    "format",
    Text(
        "The agreement has no format “{format}”.",
        "В соглашении нет формата «{format}».",
        "该协定没有格式“{format}”。",
    ),
    Text("Known are: {known}.", "Предусмотрены: {known}.", "可用的有：{known}。"),
)
ITEM_UNKNOWN = Wording(
    "item-unknown",
    Text("The format has no item “{item}”.", "В формате нет позиции «{item}».", "该格式没有“{item}”项。"),
    Text("Known are: {known}.", "Предусмотрены: {known}.", "可用的有：{known}。"),
)
ITEM_MISSING = Wording(
    "item-missing",
    Text("“{label}” is missing.", "Не заполнено: «{label}».", "缺少“{label}”。"),
    Text("Fill it in.", "Заполните.", "请填写。"),
)
STATE_NOT_TAKING_PART = Wording(
    "not-participating",
    Text(
        "{state} has a strength but is not among the participating states.",
        "Численность указана для государства, которого нет среди участвующих: {state}.",
        "已填报{state}的兵力数字，但该国不在参加国之列。",
    ),
    Text(
        "Add the state, or take its numbers out.",
        "Добавьте государство или удалите его числа.",
        "请补充该国，或删除其数字。",
    ),
    Severity.WARNING,
)
LANGUAGE_WRONG = Wording(
    "language-code",
    Text("“{value}” is no language code.", "«{value}» не является кодом языка.", "“{value}”不是语言代码。"),
    Text(
        "Use a code such as en, ru or zh.",
        "Укажите код, например en, ru или zh.",
        "请使用 en、ru 或 zh 等代码。",
    ),
)
NO_SOURCES = Wording(
    "sources",
    Text(
        "It is reconstructed from public reports, but names none.",
        "Сообщение восстановлено по открытым сообщениям, но источник не указан.",
        "该电文根据公开报道整理，但未注明出处。",
    ),
    Text("Name at least one report.", "Укажите хотя бы один источник.", "请至少注明一个出处。"),
)
SENDER_NO_PARTY = Wording(
    "from-no-party",
    Text(
        "{state} is no party to the agreement.",
        "Не участник соглашения: {state}.",
        "{state}不是该协定的缔约国。",
    ),
    Text(
        "Only parties send messages under it.",
        "Сообщения по нему направляют только участники.",
        "只有缔约国可据此发送电文。",
    ),
)
TO_EMPTY = Wording(
    "to-empty",
    Text("No state is addressed.", "Адресат не указан.", "没有收文方。"),
    Text("Choose whom it goes to.", "Выберите адресатов.", "请选择收文方。"),
)
TO_SENDER = Wording(
    "to-sender",
    Text(
        "{state} sends it to itself.",
        "Отправитель указан среди адресатов: {state}.",
        "发文方{state}同时列为收文方。",
    ),
    Text("Take it out of the addressees.", "Исключите его из адресатов.", "请从收文方中删除。"),
)
TO_NO_PARTY = Wording(
    "to-no-party",
    Text(
        "{state} is no party to the agreement.",
        "Не участник соглашения: {state}.",
        "{state}不是该协定的缔约国。",
    ),
    Text(
        "Address parties only: {known}.",
        "Адресатами могут быть только участники: {known}.",
        "收文方只能是缔约国：{known}。",
    ),
)
TO_INCOMPLETE = Wording(
    "to-incomplete",
    Text(
        "The format goes to more states; missing: {missing}.",
        "Сообщение этого формата направляется и другим государствам; не указаны: {missing}.",
        "该格式的电文还应发给其他国家，缺少：{missing}。",
    ),
    Text("Add them.", "Добавьте их.", "请补充。"),
)
TO_OWN_SIDE = Wording(
    "to-own-side",
    Text(
        "The format goes to the other side; {state} is on the sender's own.",
        "Сообщение этого формата направляется другой стороне, а {state} — на стороне отправителя.",
        "该格式的电文发给另一方，而{state}与发文方同属一方。",
    ),
    Text("Take it out.", "Исключите его.", "请删除。"),
)
TO_ONE = Wording(
    "to-one",
    Text(
        "The format goes to one state; {count} are addressed.",
        "Сообщение этого формата направляется одному государству; указано: {count}.",
        "该格式的电文只发给一个国家，现有{count}个。",
    ),
    Text("Leave one.", "Оставьте одно.", "请只保留一个。"),
)
TO_LEFT_OUT = Wording(
    "to-left-out",
    Text(
        "The earlier message was also addressed to these, this one is not: {states}.",
        "Прежнее сообщение было адресовано и этим государствам: {states}; данное — нет.",
        "先前的电文也发给了下列国家，而本电文未列为收文方：{states}。",
    ),
    Text(
        "Add them, unless that is meant.",
        "Добавьте их, если это не сделано намеренно.",
        "请补充，除非有意如此。",
    ),
    Severity.WARNING,
)
KIND_NOT_ALLOWED = Wording(
    "kind",
    Text(
        "The format does not allow this kind: {kind}.",
        "Формат не допускает такого вида: {kind}.",
        "该格式不允许这一种类：{kind}。",
    ),
    Text("Allowed are: {known}.", "Допускаются: {known}.", "允许的有：{known}。"),
)
CANNOT_CHANGE = Wording(
    "kind",
    Text(
        "A message in the format “{format}” cannot be changed so: {kind}.",
        "Для сообщения в формате «{format}» не предусмотрено: {kind}.",
        "“{format}”格式的电文不能这样更改：{kind}。",
    ),
    Text(
        "Choose a kind the format allows.",
        "Выберите вид, который допускает формат.",
        "请选择该格式允许的种类。",
    ),
)
REFERS_UNKNOWN = Wording(
    "refers-unknown",
    Text(
        "The message {reference} is not known here.",
        "Сообщение {reference} здесь не известно.",
        "本系统没有电文 {reference}。",
    ),
    Text(
        "Check its number in the register.",
        "Проверьте номер в журнале сообщений.",
        "请在电文登记簿中核对编号。",
    ),
)
REFERS_ELSEWHERE = Wording(
    "refers-elsewhere",
    Text(
        "The message {reference} belongs to another agreement.",
        "Сообщение {reference} относится к другому соглашению.",
        "电文 {reference} 属于另一协定。",
    ),
    Text(
        "Refer to messages of this agreement.",
        "Ссылайтесь на сообщения этого соглашения.",
        "请引用本协定的电文。",
    ),
)
REQUIRES = Wording(
    "requires",
    Text(
        "It must refer to an earlier message: {format}.",
        "Требуется ссылка на прежнее сообщение: {format}.",
        "须引用先前的电文：{format}。",
    ),
    Text(
        "Send that message first, then refer to it.",
        "Сначала направьте то сообщение, затем сошлитесь на него.",
        "请先发送该电文，再予引用。",
    ),
)
REFERS_CANCELLED = Wording(
    "refers-cancelled",
    Text("{matter} was cancelled.", "Дело {matter} отменено.", "事项 {matter} 已取消。"),
    Text("Make sure that this is meant.", "Убедитесь, что ссылка сделана намеренно.", "请确认是否有意如此。"),
    Severity.WARNING,
)
MATTER_MISSING = Wording(
    "matter-missing",
    Text(
        "It is not said which message this concerns ({kind}).",
        "Не указано, к какому сообщению это относится ({kind}).",
        "未写明所涉电文（{kind}）。",
    ),
    Text(
        "Open that message and change it there.",
        "Откройте нужное сообщение и внесите изменение там.",
        "请打开该电文，在那里更改。",
    ),
)
MATTER_UNKNOWN = Wording(
    "matter-unknown",
    Text(
        "No message of {matter} is known here.",
        "Сообщений по делу {matter} здесь нет.",
        "本系统没有事项 {matter} 的电文。",
    ),
    Text(
        "Check the number in the register.",
        "Проверьте номер в журнале сообщений.",
        "请在电文登记簿中核对编号。",
    ),
)
MATTER_OF_OTHERS = Wording(
    "matter-sender",
    Text(
        "{matter} is a matter of {owner}; {state} cannot change it.",
        "Дело {matter} ведёт другое государство ({owner}); отправитель ({state}) изменить его не может.",
        "事项 {matter} 属于{owner}，{state}不能更改。",
    ),
    Text("Ask for clarification instead.", "Запросите разъяснение.", "请改为提出询问。"),
)
MATTER_NOT_REFERRED = Wording(
    "matter-not-referred",
    Text(
        "It refers to no message of {matter}, which it joins.",
        "Нет ссылки ни на одно сообщение по делу {matter}.",
        "未引用事项 {matter} 的任何电文。",
    ),
    Text("Refer to the message it changes.", "Сошлитесь на изменяемое сообщение.", "请引用所更改的电文。"),
)
MATTER_FORMAT = Wording(
    "matter-format",
    Text(
        "The messages of {matter} are in another format.",
        "Сообщения по делу {matter} составлены в другом формате.",
        "事项 {matter} 的电文采用另一格式。",
    ),
    Text("Change the message in its own format.", "Измените сообщение в его формате.", "请按原格式更改。"),
)
MATTER_NOT_WANTED = Wording(
    "matter-foreign",
    Text(
        "A message of this kind opens a matter of its own, apart from {matter}.",
        "Такое сообщение открывает собственное дело, отдельное от {matter}.",
        "此类电文自成一事项，与 {matter} 分开。",
    ),
    Text("Refer to the other matter instead.", "Вместо этого сошлитесь на то дело.", "请改为引用该事项。"),
)
NOTHING_CHANGED = Wording(
    "nothing-changed",
    Text("It changes nothing.", "Ничего не изменено.", "没有任何更改。"),
    Text(
        "Change an item, or do not send it.",
        "Измените какую-либо позицию или не направляйте сообщение.",
        "请更改某项，或不必发送。",
    ),
    Severity.WARNING,
)
REFERENCE_CODE = Wording(
    "reference-code",
    Text(
        "The reference begins with {given}; this agreement's begin with {code}.",
        "Номер начинается с {given}; по этому соглашению — с {code}.",
        "编号以 {given} 开头；本协定应以 {code} 开头。",
    ),
    Text(
        "The sender must number it again.",
        "Отправителю необходимо присвоить другой номер.",
        "须由发文方重新编号。",
    ),
)
REFERENCE_TOPIC = Wording(
    "reference-topic",
    Text(
        "The reference has the topic {given}; this format's is {topic}.",
        "В номере указана тема {given}; тема этого формата — {topic}.",
        "编号主题为 {given}；本格式应为 {topic}。",
    ),
    Text(
        "The sender must number it again.",
        "Отправителю необходимо присвоить другой номер.",
        "须由发文方重新编号。",
    ),
)
