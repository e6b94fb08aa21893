"""Sentences of the error pages: title, what happened, what was kept, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.kernel.languages import Text


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a page says of one kind of error."""

    title: Text
    happened: Text
    kept: Text
    mend: Text


_NOTHING_CHANGED = Text("Nothing was changed.", "Ничего не изменено.", "未作任何更改。")

_STALE = (
    Text("The page was open too long", "Страница была открыта слишком долго", "页面打开时间过长"),
    Text(
        "The form did not carry the mark of your present session, so it was not taken.",
        "В форме нет отметки вашего текущего сеанса, поэтому она не принята.",
        "表单不含您当前会话的标记，因此未予受理。",
    ),
)
STALE_FORM = Sentences(
    *_STALE,
    _NOTHING_CHANGED,
    Text(
        "Go back one page, reload it and send the form again. If you were signed out, sign in first.",
        "Вернитесь на предыдущую страницу, обновите её и отправьте форму снова. "
        "Если сеанс завершён, сначала войдите в систему.",
        "请返回上一页，刷新后重新提交。如已退出登录，请先登录。",
    ),
)
STALE_FORM_KEPT = Sentences(
    *_STALE,
    Text(
        "Nothing was changed. What you sent is kept in this page, and nowhere else.",
        "Ничего не изменено. Отправленное вами хранится на этой странице, и больше нигде.",
        "未作任何更改。您提交的内容仅保留在本页面中。",
    ),
    Text(
        "Send it again from here. If you were signed out, sign in first, in another window.",
        "Отправьте форму снова отсюда. Если сеанс завершён, сначала войдите в другом окне.",
        "请在此重新提交。如已退出登录，请先在另一窗口中登录。",
    ),
)

BY_STATUS = {
    400: Sentences(
        Text("This could not be taken", "Данные не приняты", "无法受理"),
        Text(
            "What was sent is not a form this desk can read.",
            "Переданные данные не являются формой, которую система может прочитать.",
            "所提交的内容不是本系统可读取的表单。",
        ),
        _NOTHING_CHANGED,
        Text(
            "Go back, check what you entered, and send it again.",
            "Вернитесь, проверьте введённые данные и отправьте их снова.",
            "请返回检查所填内容后重新提交。",
        ),
    ),
    403: Sentences(
        Text("This is not open to you", "Доступ закрыт", "您无权访问"),
        Text(
            "Your role at this node does not allow it.",
            "Ваша роль на этом узле не предусматривает этого действия.",
            "您在本节点的角色不允许此操作。",
        ),
        _NOTHING_CHANGED,
        Text(
            "Ask a colleague who has the role, or an administrator.",
            "Обратитесь к сотруднику с нужной ролью или к администратору.",
            "请联系具有该角色的同事或管理员。",
        ),
    ),
    404: Sentences(
        Text("There is no such page", "Такой страницы нет", "没有此页面"),
        Text(
            "Nothing stands at this address.",
            "По этому адресу ничего нет.",
            "此地址没有内容。",
        ),
        _NOTHING_CHANGED,
        Text(
            "Check the address, or begin again from the first page.",
            "Проверьте адрес или начните с первой страницы.",
            "请核对地址，或从首页重新开始。",
        ),
    ),
    405: Sentences(
        Text("This cannot be done here", "Действие не предусмотрено", "此处无法执行"),
        Text(
            "The page was asked for something it does not do.",
            "Страница не поддерживает запрошенное действие.",
            "该页面不支持所请求的操作。",
        ),
        _NOTHING_CHANGED,
        Text(
            "Go back and use the buttons of the page.",
            "Вернитесь и воспользуйтесь кнопками страницы.",
            "请返回并使用页面上的按钮。",
        ),
    ),
    413: Sentences(
        Text("This is too large", "Превышен допустимый объём", "内容过大"),
        Text(
            "What was sent is larger than the 2 MB this page takes.",
            "Объём переданных данных больше 2 МБ, допустимых для этой страницы.",
            "所提交的内容超过本页面接受的 2 MB 上限。",
        ),
        Text(
            "None of it was kept, and nothing was changed.",
            "Переданные данные не сохранены, ничего не изменено.",
            "所提交内容未予保存，未作任何更改。",
        ),
        Text(
            "Go back and send less: a smaller file, or a shorter text.",
            "Вернитесь и отправьте файл или текст меньшего объёма.",
            "请返回并缩减内容：使用较小的文件或较短的文字。",
        ),
    ),
    500: Sentences(
        Text("Something broke on our side", "Внутренняя ошибка системы", "系统内部出错"),
        Text(
            "The desk met something it was not built for.",
            "Возникла непредусмотренная ситуация.",
            "系统遇到未预料的情况。",
        ),
        Text(
            "What was sent before is safe; this one step was not carried out.",
            "Всё отправленное ранее сохранено; не выполнено только это действие.",
            "此前提交的内容均已保存；仅此一步未执行。",
        ),
        Text(
            "Try once more. If it happens again, give an administrator the number below.",
            "Повторите попытку. Если ошибка возникнет снова, сообщите администратору указанный ниже номер.",
            "请再试一次。如再次发生，请将下方编号告知管理员。",
        ),
    ),
    503: Sentences(
        Text("The node cannot do this now", "Узел сейчас не может выполнить действие", "节点暂时无法执行"),
        Text(
            "This node's machine, settings or storage do not allow it at the moment.",
            "Оборудование, настройки или хранилище узла сейчас этого не позволяют.",
            "本节点的设备、设置或存储目前不允许此操作。",
        ),
        Text(
            "What was sent before is safe; this one step was not carried out.",
            "Всё отправленное ранее сохранено; не выполнено только это действие.",
            "此前提交的内容均已保存；仅此一步未执行。",
        ),
        Text(
            "Tell an administrator, with the number below.",
            "Сообщите администратору указанный ниже номер.",
            "请将下方编号告知管理员。",
        ),
    ),
}

MACHINE_FORM_KEPT = replace(
    BY_STATUS[503],
    kept=Text(
        "What was sent before is safe. What you sent now is kept in this page, and nowhere else: leave it open.",
        "Всё отправленное ранее сохранено. Отправленное сейчас хранится только на этой странице: не закрывайте её.",
        "此前提交的内容均已保存。本次提交的内容仅保留在本页面中：请勿关闭。",
    ),
)
