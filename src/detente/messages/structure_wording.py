"""What may be wrong with the structure of forces that a message lists, in three languages."""

from __future__ import annotations

from detente.kernel.errors import Severity
from detente.kernel.languages import Text
from detente.messages.wording import Wording

CODE_TWICE = Wording(
    "structure-twice",
    Text(
        "“{code}” stands in row {first} already.",
        "«{code}» уже стоит в строке {first}.",
        "“{code}”已见于第{first}行。",
    ),
    Text(
        "Take one of the rows away, or give it a code of its own.",
        "Удалите одну из строк или задайте ей отдельный код.",
        "请删除其中一行，或另定代码。",
    ),
)
TWO_COMMANDS = Wording(
    "structure-two-commands",
    Text(
        "“{code}” is under “{now}” here and under “{before}” in row {first}.",
        "«{code}» здесь подчинено «{now}», а в строке {first} — «{before}».",
        "“{code}”在此隶属于“{now}”，在第{first}行隶属于“{before}”。",
    ),
    Text(
        "Leave the row with the command it is under.",
        "Оставьте строку с действительной подчинённостью.",
        "请保留实际隶属关系所在的一行。",
    ),
)
SUPERIOR_UNKNOWN = Wording(
    "structure-superior",
    Text(
        "“{under}” is not among the codes of this table.",
        "Кода «{under}» в этой таблице нет.",
        "本表中没有代码“{under}”。",
    ),
    Text(
        "Add its row, correct the code, or leave it out where the unit stands at the top.",
        "Добавьте строку, исправьте код или не заполняйте для высшего уровня.",
        "请添加该行或更正代码；最高一级不填。",
    ),
)
CYCLE = Wording(
    "structure-cycle",
    Text(
        "The subordination runs in a circle: {chain}.",
        "Подчинённость замкнута в круг: {chain}.",
        "隶属关系首尾相接：{chain}。",
    ),
    Text(
        "Correct the superior of one of them.",
        "Исправьте подчинённость одного из них.",
        "请更正其中一项的上级。",
    ),
)
PARTS_EXCEED = Wording(
    "structure-parts",
    Text(
        "{measure}: what is directly under “{code}” adds up to {sum}, more than its own {total}.",
        "{measure}: сумма непосредственно подчинённых «{code}» ({sum}) больше её собственного числа ({total}).",
        "{measure}：“{code}”直接下属合计{sum}，超过其自身的{total}。",
    ),
    Text(
        "The numbers of a unit are with all that is subordinate to it; check both.",
        "Числа указываются вместе со всем подчинённым; проверьте те и другие.",
        "各单位的数字包括全部下属；请核对。",
    ),
    Severity.WARNING,
)
TOTAL_DIFFERS = Wording(
    "structure-total",
    Text(
        "{measure}: the rows at the top add up to {sum}, the total is {total}.",
        "{measure}: сумма строк высшего уровня — {sum}, общее число — {total}.",
        "{measure}：最高一级各行合计{sum}，总数为{total}。",
    ),
    Text(
        "Check the numbers; if not everything is listed, say so in the remarks.",
        "Проверьте числа; если перечислено не всё, укажите это в примечаниях.",
        "请核对数字；如未全部列出，请在备注中说明。",
    ),
    Severity.WARNING,
)
MORE_THAN_COUNTED = Wording(
    "structure-units",
    Text(
        "{listed} brigades, regiments and units without a level are listed, but only {counted} are counted.",
        "Перечислено бригад, полков и частей без указания уровня: {listed}; в общем числе — {counted}.",
        "列出旅、团和未注明层级的部队共{listed}个，而总数只有{counted}个。",
    ),
    Text("Check the number of units.", "Проверьте число частей.", "请核对部队数量。"),
    Severity.WARNING,
)
POST_TWICE = Wording(
    "post-twice",
    Text(
        "The post “{code}” stands in row {first} already.",
        "Должность «{code}» уже стоит в строке {first}.",
        "职务“{code}”已见于第{first}行。",
    ),
    Text(
        "Take one of the rows away, or give it a code of its own.",
        "Удалите одну из строк или задайте ей отдельный код.",
        "请删除其中一行，或另定代码。",
    ),
)
