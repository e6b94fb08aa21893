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
    "{state} не является участником соглашения.",
    "{state} 不是该协定的缔约方。",
)
PARTIES_ONLY = Text(
    "Only parties send messages under it.",
    "Сообщения по нему направляют только участники.",
    "只有缔约方可据此发送电文。",
)
NOT_OURS = Text(
    "{reference} is not a message of this state.",
    "{reference} — сообщение другого государства.",
    "{reference} 不是本国的电文。",
)
ASK_SENDER = Text(
    "Only its sender can change it; ask for clarification instead.",
    "Изменить его может только отправитель; запросите разъяснение.",
    "只有发送方可以更改；请改为请求澄清。",
)
CHANGED = Text(
    "The draft was saved by {who} meanwhile.",
    "Тем временем черновик сохранил пользователь {who}.",
    "草稿已由 {who} 另行保存。",
)
RELOAD = Text(
    "Open it again; what you typed is still on this page.",
    "Откройте его снова; введённое осталось на этой странице.",
    "请重新打开；您输入的内容仍在本页。",
)
NO_DRAFT = Text("There is no draft {number}.", "Черновика {number} нет.", "没有编号为 {number} 的草稿。")
SEE_LIST = Text("See the list of drafts.", "Смотрите список черновиков.", "请查看草稿列表。")
FAULTS = Text(
    "The draft has faults: {count}.", "В черновике есть ошибки: {count}.", "草稿存在 {count} 处错误。"
)
MEND_FAULTS = Text(
    "Mend each as said beside it.", "Исправьте каждую, как указано рядом.", "请按各项旁的说明更正。"
)
RELEASED = Text(
    "The draft was released as {reference}.",
    "Черновик утверждён как {reference}.",
    "草稿已签发为 {reference}。",
)
AMEND = Text("Amend or correct that message.", "Внесите дополнение или поправку.", "请修改或更正该电文。")
NO_ATTACHMENTS = Text(
    "This format carries files, and files cannot be exchanged by this version.",
    "Эта форма содержит файлы, а их передача в этой версии невозможна.",
    "该格式须附文件，而本版本尚不能交换文件。",
)
OTHER_WAY = Text(
    "Send this message by the channel used so far.",
    "Передайте это сообщение прежним каналом.",
    "请通过原有渠道发送此电文。",
)
