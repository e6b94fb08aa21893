"""What the ledger says of policies and witnesses, in three languages."""

from __future__ import annotations

from detente.kernel.languages import Text

WITNESS_SENTENCES: dict[str, Text] = {
    "cosigned-name": Text(
        "The name of a log or cosigner is empty or longer than 255 bytes.",
        "Имя журнала или соподписанта пусто либо длиннее 255 байт.",
        "日志或副署方的名称为空，或超过255字节。",
    ),
    "policy-size": Text(
        "The policy is longer than {limit} bytes.",
        "Длина политики превышает {limit} байт.",
        "策略超过{limit}字节。",
    ),
    "policy-characters": Text(
        "Line {line} of the policy holds a control character, or the last line does not end.",
        "В строке {line} политики есть управляющий символ, или последняя строка не завершена.",
        "策略第{line}行含有控制字符，或末行未以换行结束。",
    ),
    "policy-line": Text(
        "Line {line} of the policy is none of log, witness, group and quorum with what belongs to it.",
        "Строка {line} политики не относится ни к одному из видов log, witness, group, quorum с их составом.",
        "策略第{line}行不是格式正确的 log、witness、group 或 quorum 行。",
    ),
    "policy-key": Text(
        "Line {line} of the policy does not hold a key for its use: {reason}",
        "В строке {line} политики нет ключа нужного назначения: {reason}",
        "策略第{line}行没有适用的密钥：{reason}",
    ),
    "policy-twice": Text(
        "Line {line} of the policy says again what may be said once: a key, a name, a member or the quorum.",
        "В строке {line} политики повторено то, что указывается один раз: ключ, имя, член группы или кворум.",
        "策略第{line}行重复了只能出现一次的密钥、名称、成员或法定数。",
    ),
    "policy-unknown": Text(
        "Line {line} of the policy names “{name}”, which no line above it defines.",
        "В строке {line} политики указано имя «{name}», не определённое выше.",
        "策略第{line}行提到“{name}”，但上文未予定义。",
    ),
    "policy-threshold": Text(
        "Line {line} of the policy wants a number of members between 1 and {count}, any or all.",
        "В строке {line} политики нужно число членов от 1 до {count} либо any или all.",
        "策略第{line}行应为1至{count}之间的成员数，或 any、all。",
    ),
    "evidence-witnesses": Text(
        "The witnesses that the policy asks for have not cosigned it: {reasons}",
        "Свидетели, которых требует политика, контрольную точку не подписали: {reasons}",
        "策略所要求的见证方尚未副署：{reasons}",
    ),
    "evidence-policy-log": Text(
        "The policy accepts checkpoints of other logs, not of {origin}.",
        "Политика принимает контрольные точки других журналов, но не {origin}.",
        "该策略接受其他日志的检查点，而不接受 {origin} 的检查点。",
    ),
    "policy-empty": Text(
        "The policy asks for no witness; it would show nothing.",
        "Политика не требует ни одного свидетеля и потому ничего не показывает.",
        "该策略不要求任何见证方，因此不能说明任何问题。",
    ),
}

POLICY_MEND = Text(
    "Write it as C2SP tlog-policy has it; docs/how-to/witness-logs.md shows one. Nothing was changed.",
    "Запишите её по C2SP tlog-policy; пример — в docs/how-to/witness-logs.md. Ничего не изменено.",
    "请按 C2SP tlog-policy 书写；示例见 docs/how-to/witness-logs.md。未作任何更改。",
)

#: Of one name in a policy: what was asked, and what there is.
REASONS: dict[str, Text] = {
    "met": Text(
        "{name}: {have} of {needed} needed",
        "{name}: есть {have}, нужно {needed}",
        "{name}：需{needed}，有{have}",
    ),
    "witnessed": Text(
        "Witnessed by {count} ({names}) between {first} and {last}, by their clocks.",
        "Засвидетельствовано: {count} ({names}), между {first} и {last} по часам свидетелей.",
        "经{count}方（{names}）见证，按其时钟在 {first} 至 {last} 之间。",
    ),
    "unwitnessed": Text("Nobody has witnessed it.", "Никем не засвидетельствовано.", "尚无任何一方见证。"),
    "missing": Text(
        "{name}: {have} of {needed} needed; not there: {missing}",
        "{name}: есть {have}, нужно {needed}; нет: {missing}",
        "{name}：需{needed}，有{have}；尚缺：{missing}",
    ),
}
