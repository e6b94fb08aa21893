"""What the ledger says when it refuses: for each code a sentence, and what to do about it.

Those an officer may read carry three languages; those only an operator meets are English.
"""

from __future__ import annotations

from typing import TypeVar

from detente.kernel.errors import DetenteError
from detente.kernel.languages import Text, as_text
from detente.ledger.declaration_sentences import DECLARATION_MEND, DECLARATION_SENTENCES
from detente.ledger.proof_sentences import PROOF_SENTENCES
from detente.ledger.witness_sentences import POLICY_MEND, WITNESS_SENTENCES

_Error = TypeVar("_Error", bound=DetenteError)


def refuse(kind: type[_Error], code: str, **values: Text | int | str) -> _Error:
    """The error of ``code`` with ``values`` in its places; the caller raises it."""
    message, mend = as_text(SENTENCES[code]), as_text(_mend_of(code))
    return kind(code, message.fill(**values), mend)


def _mend_of(code: str) -> Text | str:
    return MENDS.get(code) or MENDS.get(code.partition("-")[0]) or MENDS[""]


_DOCUMENT_SENTENCES: dict[str, Text] = {
    "canonical-size": Text(
        "The text is {size} bytes long; at most {limit} are accepted.",
        "Размер текста — {size} байт; допускается не более {limit}.",
        "文本长度为{size}字节；最多接受{limit}字节。",
    ),
    "canonical-utf8": Text(
        "Byte {byte} is not valid UTF-8.",
        "Байт {byte} не соответствует кодировке UTF-8.",
        "第{byte}字节不是有效的 UTF-8。",
    ),
    "canonical-json": Text(
        "At byte {byte} the text stops being JSON ({reason}).",
        "Начиная с байта {byte} текст не является JSON ({reason}).",
        "自第{byte}字节起，文本不再是 JSON（{reason}）。",
    ),
    "canonical-form": Text(
        "From byte {byte} on the text is not in canonical form.",
        "Начиная с байта {byte} текст записан не в канонической форме.",
        "自第{byte}字节起，文本不符合规范形式。",
    ),
    "canonical-duplicate": Text(
        "The key “{key}” stands twice in one object.",
        "Ключ «{key}» встречается дважды в одном объекте.",
        "键“{key}”在同一对象中出现两次。",
    ),
    "canonical-integer": Text(
        "The number at {where} is beyond 9,007,199,254,740,991.",
        "Число в {where} превышает 9 007 199 254 740 991 по абсолютной величине.",
        "{where} 处的数超出9,007,199,254,740,991。",
    ),
    "canonical-float": Text(
        "The number at {where} is not a whole number within the permitted range.",
        "Число в {where} не является целым числом в допустимых пределах.",
        "{where} 处的数不是允许范围内的整数。",
    ),
    "canonical-type": Text(
        "The value at {where} is of a kind that JSON does not have ({type}).",
        "Значение в {where} имеет тип, которого нет в JSON ({type}).",
        "{where} 处的值属于 JSON 没有的类型（{type}）。",
    ),
    "canonical-depth": Text(
        "The value at {where} is nested more than {limit} levels deep.",
        "Вложенность значения в {where} больше допустимой ({limit}).",
        "{where} 处的值嵌套超过{limit}层。",
    ),
    "canonical-key": Text(
        "A key at {where} is not plain ASCII text.",
        "Ключ в {where} содержит символы, не входящие в ASCII.",
        "{where} 处的键不是纯 ASCII 文本。",
    ),
    "canonical-character": Text(
        "The text at {where} holds a code point that is no character.",
        "Текст в {where} содержит код, которому не соответствует символ.",
        "{where} 处的文本含有不对应任何字符的码点。",
    ),
    "canonical-nfc": Text(
        "The text at {where} is not in Unicode form NFC.",
        "Текст в {where} записан не в форме NFC Юникода.",
        "{where} 处的文本不是 Unicode NFC 形式。",
    ),
    "entry-size": Text(
        "An entry of {size} bytes cannot be registered; it must have from 1 to {limit}.",
        "Запись размером {size} байт нельзя зарегистрировать; допустимо от 1 до {limit}.",
        "{size}字节的条目无法登记；长度须为1至{limit}字节。",
    ),
}

_OPERATOR_SENTENCES: dict[str, str] = {
    "key-file": "The key file is not an unencrypted PKCS #8 PEM file with an Ed25519 or ML-DSA-65 key.",
    "log-no-entry": "The log has no entry {index}; it holds {size}.",
    "log-damaged": "The log's file {path} is damaged.",
    "log-missing": "The log's file {path} is missing.",
    "log-in-doubt": "It is not certain which checkpoint was signed last, so nothing more is signed.",
    "log-read-back": "What was written to the log's journal is not what was read back.",
    "log-ahead": "The log's files are ahead of the signing state, which ends at {signed} entries.",
    "log-behind": "The log's files hold {size} entries, but {signed} were signed: the log was restored from "
    "an older copy, or files were lost.",
    "log-other-root": "The log's files at {size} entries are not those that were signed.",
    "log-journal": "The log's journal holds a record that the log did not write.",
    "signing-other-key": "The signing state was not signed by the log key of {origin}.",
}

SENTENCES: dict[str, Text | str] = {
    **_DOCUMENT_SENTENCES,
    **PROOF_SENTENCES,
    **WITNESS_SENTENCES,
    **DECLARATION_SENTENCES,
    **_OPERATOR_SENTENCES,
}

#: By code, else by the word before its first hyphen, else the one without a name.
MENDS: dict[str, Text | str] = {
    "": Text(
        "Nothing of it was taken in. Ask the sender for it again; if it comes the same, tell them what was "
        "found.",
        "Ничего из этого не принято. Запросите данные у отправителя ещё раз; если они окажутся теми же, сообщите "
        "ему, что обнаружено.",
        "其中内容均未采纳。请向发文方重新索取；如仍相同，请告知其所发现的问题。",
    ),
    "canonical": Text(
        "Write it as canonical JSON (RFC 8785): UTF-8 in form NFC, keys sorted and not repeated, whole numbers, "
        "no spaces.",
        "Запишите в виде канонического JSON (RFC 8785): UTF-8 в форме NFC, ключи упорядочены и не повторяются, "
        "числа целые, без пробелов.",
        "请写成规范 JSON（RFC 8785）：UTF-8、NFC 形式，键已排序且不重复，数为整数，无空格。",
    ),
    "entry": Text(
        "Shorten it, or move its content to an attachment.",
        "Сократите её или перенесите содержание в приложение.",
        "请缩短条目，或将内容移入附件。",
    ),
    "evidence-untrusted": Text(
        "Add the state's keys, received on another way, to your list of keys.",
        "Добавьте в свой список ключи этого государства, полученные другим путём.",
        "请将经其他途径取得的该国密钥加入您的密钥列表。",
    ),
    "key-file": "Give the file that was written when the node was created.",
    "log-no-entry": "Ask for a smaller index.",
    "log": "Stop the node, keep both folders as they are, and follow docs/how-to/recover-a-log.md. Do not delete "
    "the signing state: whoever does can sign two histories.",
    "log-in-doubt": "Restart the node; it finishes what was signed, or says what stands in the way.",
    "log-read-back": "Check the disk and the memory of this machine, then try again; nothing was signed.",
    "policy": POLICY_MEND,
    "declaration": DECLARATION_MEND,
    "signing": "Put the right log key and signing folder together; each node has its own.",
}
