"""What the services for drafts say to an officer."""

from detente.kernel.languages import Text

NO_FORMAT = Text(
    "The agreement has no format “{format}”.",
    "В соглашении нет формата «{format}».",
    "该协定没有格式“{format}”。",
)
KNOWN = Text("Known are: {known}.", "Известны: {known}.", "现有：{known}。")
NO_PARTY = Text(
    "{state} is no party to this agreement.",
    "{state} — не участник этого соглашения.",
    "{state} 不是该协定的缔约国。",
)
PARTIES_ONLY = Text(
    "Only parties send messages under it.",
    "Сообщения по нему направляют только участники.",
    "只有缔约国可据此发送电文。",
)
NOT_OURS = Text(
    "{reference} is not a message of this state.",
    "{reference} — сообщение другого государства.",
    "{reference} 不是本国的电文。",
)
ASK_SENDER = Text(
    "Only its sender can change it; ask for clarification instead.",
    "Изменить его может только отправитель; запросите разъяснение.",
    "只有发文方可以更改；请改为提出询问。",
)
CHANGED = Text(
    "The draft was saved by {who} meanwhile.",
    "За это время черновик сохранён пользователем {who}.",
    "在此期间，草稿已由 {who} 保存。",
)
RELOAD = Text(
    "Open it again; what you typed is still on this page.",
    "Откройте его снова; введённое осталось на этой странице.",
    "请重新打开；您输入的内容仍在本页。",
)
NO_DRAFT = Text("There is no draft {number}.", "Черновик № {number} не найден.", "没有第{number}号草稿。")
SEE_LIST = Text("See the list of drafts.", "См. список черновиков.", "请查看草稿列表。")
FAULTS = Text(
    "The draft has faults: {count}.", "В черновике есть ошибки: {count}.", "草稿存在{count}处错误。"
)
MEND_FAULTS = Text(
    "Mend each as said beside it.",
    "Исправьте каждую ошибку, как указано рядом с ней.",
    "请按各项旁的说明更正。",
)
RELEASED = Text(
    "The draft was released as {reference}.",
    "Черновик утверждён как {reference}.",
    "草稿已签发为 {reference}。",
)
AMEND = Text(
    "Amend or correct that message.",
    "Направьте изменение или исправление к этому сообщению.",
    "请修改或更正该电文。",
)
NO_NIL = Text(
    "“{format}” knows no message that there is nothing to report.",
    "В формате «{format}» нет сообщения о том, что сообщать не о чем.",
    "“{format}”格式中没有“无事项可报”的电文。",
)
WRITE_IT = Text("Begin an ordinary message.", "Начните обычное сообщение.", "请新建普通电文。")
FILE_MISSING = Text(
    "The file “{name}” is not on this node.",
    "Файла «{name}» нет на узле.",
    "本节点没有文件“{name}”。",
)
ATTACH_IT = Text("Attach it again.", "Приложите его ещё раз.", "请重新附上该文件。")
