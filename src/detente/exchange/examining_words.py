"""What is said of a file that was examined."""

from __future__ import annotations

from detente.kernel.languages import Text

KINDS = {
    "evidence": Text("Evidence of a message", "Доказательства сообщения", "电文证据"),
    "fork": Text("Proof of two histories", "Доказательство двух вариантов журнала", "日志存在两个版本的证据"),
    "introduction": Text("Keys of a state’s node", "Ключи узла государства", "国家节点的密钥"),
    "proof": Text("Proof of an entry’s place", "Доказательство места записи", "条目位置证明"),
    "checkpoint": Text("Checkpoint of a log", "Контрольная точка журнала", "日志检查点"),
}
SAID = {
    "no-key": Text(
        "No key of the log “{origin}” is known here, so its signature was not checked.",
        "Ключ журнала «{origin}» здесь неизвестен, поэтому подпись не проверена.",
        "此处没有日志“{origin}”的密钥，故未核验其签名。",
    ),
    "fork": Text(
        "The log “{origin}” of {state} has signed two histories that exclude each other.",
        "Подписаны два взаимоисключающих варианта журнала «{origin}» ({state}).",
        "{state}的日志“{origin}”有两个互相排斥的已签署版本。",
    ),
    "fingerprint": Text(
        "Keys of {state}; their fingerprint is {fingerprint}.",
        "Ключи: {state}; их отпечаток: {fingerprint}.",
        "{state}的密钥；指纹为 {fingerprint}。",
    ),
    "keys-unknown": Text(
        "{state} is not followed here. Compare the fingerprint with the ministry by another way before adding it.",
        "Узел государства {state} здесь не добавлен. Перед добавлением сверьте отпечаток с министерством по другому "
        "каналу.",
        "此处尚未添加{state}的节点。添加前请通过其他渠道与对方主管部门核对指纹。",
    ),
    "keys-same": Text(
        "They are the keys by which {state} is followed here.",
        "Это те же ключи, по которым здесь проверяются сообщения государства {state}.",
        "与此处用以核验{state}的密钥相同。",
    ),
    "keys-other": Text(
        "They are not the keys by which {state} is followed here.",
        "Это не те ключи, по которым здесь проверяются сообщения государства {state}.",
        "与此处用以核验{state}的密钥不同。",
    ),
    "entry-apart": Text(
        "The proof is for entry {index}; the entry itself is not in the file. The evidence of the message holds both.",
        "Доказательство относится к записи {index}; самой записи в файле нет. В доказательствах сообщения есть и то и "
        "другое.",
        "该证明针对第{index}条；文件中没有条目本身。电文证据中二者俱全。",
    ),
    "checkpoint": Text(
        "{state} has signed that its log “{origin}” had {size} entries.",
        "Подписано ({state}): в журнале «{origin}» записей: {size}.",
        "{state}签署确认其日志“{origin}”有{size}条条目。",
    ),
    "cosigned": Text(
        "{state} has cosigned it at {at}, by its own clock.",
        "Соподписано ({state}) в {at} по его часам.",
        "{state}于{at}（按其时钟）副署。",
    ),
}
