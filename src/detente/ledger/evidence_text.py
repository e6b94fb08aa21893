"""The words of an evidence pack: its README, and what each step found."""

from __future__ import annotations

from detente.kernel.languages import Text

README = """\
EVIDENCE OF ONE MESSAGE

This file shows that a state signed the document in it and registered it in its log. To check it you need no
network and no trust in whoever gave it to you; you need the state's public keys, received by another way.
    detente verify THIS-FILE --keys YOUR-KEYS.txt
document.json        the message itself
envelope.json        the message with the state's signatures (DSSE 1.0.2)
sealed.bin           the envelope as it was sealed and sent
seal.key             opens sealed.bin, and no other message; absent where it is not encrypted
leaf.json            the log entry, which commits to sealed.bin by its SHA-256
message.tlog-proof   the entry's place in the log, under a signed checkpoint (c2sp.org/tlog-proof)
keys.txt             the keys as they were then; they prove nothing about themselves
This text proves nothing either.


ДОКАЗАТЕЛЬСТВО ОДНОГО СООБЩЕНИЯ

Настоящий файл показывает, что государство подписало содержащийся в нём документ и зарегистрировало его в
своём журнале. Для проверки не требуется ни сеть, ни доверие к тому, кто передал файл; требуются открытые
ключи государства, полученные другим путём.
    detente verify ЭТОТ-ФАЙЛ --keys ВАШИ-КЛЮЧИ.txt
document.json        само сообщение
envelope.json        сообщение с подписями государства (DSSE 1.0.2)
sealed.bin           конверт в том виде, в каком он был запечатан и отправлен
seal.key             ключ, вскрывающий sealed.bin и никакое другое сообщение; нет, если шифрование не применялось
leaf.json            запись журнала, содержащая SHA-256 файла sealed.bin
message.tlog-proof   место записи в журнале под подписанной контрольной точкой (c2sp.org/tlog-proof)
keys.txt             ключи на тот момент; сами по себе они ничего не доказывают
Настоящий текст также ничего не доказывает.


一份电文的证据

本文件表明：一国签署了其中的文件，并已在其日志中登记。核验既不需要网络，也不需要信任提供者，
只需要经其他途径取得的该国公钥。
    detente verify 本文件 --keys 您的密钥.txt
document.json        电文本身
envelope.json        带有该国签名的电文（DSSE 1.0.2）
sealed.bin           密封并发出时的签名封装
seal.key             只能开启 sealed.bin、不能开启其他电文的密钥；未加密时无此文件
leaf.json            日志条目，载有 sealed.bin 的 SHA-256
message.tlog-proof   该条目在日志中的位置，附已签名的检查点（c2sp.org/tlog-proof）
keys.txt             当时的密钥；密钥不能证明自身
本说明同样不能证明任何内容。
"""

FINDINGS: dict[str, Text] = {
    "pack": Text(
        "The pack is whole: {count} members, nothing else.",
        "Пакет доказательств цел: составных частей — {count}, ничего лишнего.",
        "证据包完整：共{count}个组成部分，别无其他。",
    ),
    "document": Text(
        "The document is in canonical form; it says it is from {state}. Its id is {id}.",
        "Документ записан в канонической форме; отправителем в нём указано государство {state}. Идентификатор: {id}.",
        "文件符合规范形式；其中写明来自 {state}。标识为 {id}。",
    ),
    "keys-trusted": Text(
        "The keys of {state} are taken from your own list.",
        "Ключи государства {state} взяты из вашего списка.",
        "{state} 的密钥取自您自己的列表。",
    ),
    "keys-pack": Text(
        "The keys of {state} came with the pack. They only show that the pack agrees with itself; whether they "
        "are that state's keys is not shown.",
        "Ключи государства {state} взяты из самого пакета. Они показывают лишь, что пакет внутренне согласован; "
        "принадлежность ключей этому государству не доказана.",
        "{state} 的密钥随证据包提供，只能表明证据包自身一致，不能证明这些密钥属于该国。",
    ),
    "signature": Text(
        "Every key that {state} requires signed the document: {names}.",
        "Документ подписан всеми требуемыми ключами государства {state}: {names}.",
        "{state} 要求的所有密钥均已签署该文件：{names}。",
    ),
    "blob": Text(
        "The sealed blob (suite {suite}) holds that envelope.",
        "Запечатанный блок (набор {suite}) содержит этот конверт.",
        "密封数据块（{suite} 套件）内正是该签名封装。",
    ),
    "blob-closed": Text(
        "The sealed blob (suite {suite}) can be opened only with a recipient's key; that it holds this envelope "
        "was not checked.",
        "Запечатанный блок (набор {suite}) можно открыть только ключом получателя; содержит ли он этот конверт, "
        "не проверялось.",
        "密封数据块（{suite} 套件）只能用收文方密钥打开；未核验其中是否为该签名封装。",
    ),
    "leaf": Text(
        "The log entry commits to the sealed blob: {commit}.",
        "Запись журнала относится к этому запечатанному блоку: {commit}.",
        "日志条目承诺的正是该密封数据块：{commit}。",
    ),
    "leaf-seen": Text(
        "The log entry commits to the sealed blob: {commit}. It was not written before these logs had as many "
        "entries: {seen}.",
        "Запись журнала относится к этому запечатанному блоку: {commit}. Она сделана не раньше, чем в этих журналах "
        "стало столько записей: {seen}.",
        "日志条目承诺的正是该密封数据块：{commit}。其写入不早于下列日志达到所示条目数之时：{seen}。",
    ),
    "log": Text(
        "The entry is number {index} of the log {origin}, under a signed checkpoint of {size} entries.",
        "Номер записи в журнале {origin} — {index}; записей под подписанной контрольной точкой — {size}.",
        "该条目是日志 {origin} 的第{index}号条目，处于含{size}条条目的已签名检查点之下。",
    ),
    "earlier-step": Text(
        "Not checked, because an earlier step failed.",
        "Не проверялось: не пройден один из предыдущих шагов.",
        "未核验，因为前面的步骤未通过。",
    ),
    "verdict-proven": Text(
        "Proven: the state signed this document and registered it in its log.",
        "Доказано: государство подписало этот документ и зарегистрировало его в своём журнале.",
        "已证明：该国签署了此文件并在其日志中登记。",
    ),
    "verdict-consistent": Text(
        "The pack agrees with itself, but the keys came with it: nothing is proven about who signed.",
        "Пакет внутренне согласован, но ключи взяты из него самого: кто подписал, не доказано.",
        "证据包自身一致，但密钥随包提供：不能证明由谁签署。",
    ),
    "verdict-not-proven": Text(
        "Not proven: see the steps that did not pass.",
        "Не доказано: см. шаги, которые не пройдены.",
        "未证明：请参阅未通过的步骤。",
    ),
}
