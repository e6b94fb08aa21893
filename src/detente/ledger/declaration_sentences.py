"""What the ledger says of commitments to a declaration, in three languages."""

from __future__ import annotations

from detente.kernel.languages import Text

DECLARATION_SENTENCES: dict[str, Text] = {
    "declaration-size": Text(
        "The number of places, {size}, is not a power of two from {least} to {most}.",
        "Число мест, {size}, не является степенью двойки от {least} до {most}.",
        "位置数{size}不是{least}至{most}之间的2的幂。",
    ),
    "declaration-full": Text(
        "There are {units} units and only {size} places.",
        "Частей {units}, а мест всего {size}.",
        "共有{units}个单位，而位置只有{size}个。",
    ),
    "declaration-secret": Text(
        "The secret of a declaration is 32 bytes, all of them random.",
        "Секрет декларации состоит из 32 случайных байтов.",
        "申报的秘密值为32个随机字节。",
    ),
    "declaration-unit": Text(
        "The declaration holds no unit “{unit}”.",
        "В декларации нет части «{unit}».",
        "申报中没有单位“{unit}”。",
    ),
    "declaration-root": Text(
        "The root, the salt and the hashes of the proof are each 64 hexadecimal digits in small letters.",
        "Корень, соль и хеши доказательства — каждый по 64 шестнадцатеричные цифры в нижнем регистре.",
        "根、盐值和证明中的各哈希均应为64位小写十六进制数字。",
    ),
    "declaration-proof": Text(
        "A proof among {size} places has {wanted} hashes; this one has {found}.",
        "Доказательство при {size} местах состоит из {wanted} хешей; здесь их {found}.",
        "{size}个位置的证明应有{wanted}个哈希；此处有{found}个。",
    ),
    "declaration-place": Text(
        "There is no place {place} among {size}.",
        "Среди {size} мест нет места {place}.",
        "{size}个位置中没有第{place}号。",
    ),
    "declaration-opening": Text(
        "What was opened is not what was committed to: the proof leads to another root.",
        "Раскрытое не совпадает с тем, что было закреплено: доказательство приводит к иному корню.",
        "披露的内容与所承诺的不一致：证明得出的根不同。",
    ),
}

DECLARATION_MEND = Text(
    "Compare with docs/spec/declarations.md; where it came from another state, ask that state for it again.",
    "Сверьте с docs/spec/declarations.md; если данные получены от другого государства, запросите их ещё раз.",
    "请对照 docs/spec/declarations.md；如来自他国，请向该国重新索取。",
)
