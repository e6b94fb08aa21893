"""What the ledger says of signatures, hashes and proofs that do not hold, in three languages."""

from __future__ import annotations

from detente.kernel.languages import Text

_FORMS = {
    "base64": Text(
        "“{what}” is not in strict base64.",
        "Поле «{what}» записано не в строгом base64.",
        "“{what}”不是严格的 base64。",
    ),
    "hash-length": Text(
        "“{what}” is not a hash of 32 bytes.",
        "Поле «{what}» не является хешем длиной 32 байта.",
        "“{what}”不是 32 字节的散列值。",
    ),
    "decimal": Text(
        "“{what}” is not a plain decimal number.",
        "Поле «{what}» не является обычным десятичным числом.",
        "“{what}”不是规范的十进制数。",
    ),
    "bundle-form": Text(
        "A bundle does not hold exactly {count} whole entries.",
        "Число целых записей в наборе записей должно быть ровно {count}.",
        "条目包中的完整条目不是恰好{count}条。",
    ),
    "tile-form": Text(
        "A tile is cut off or too long; {width} hashes were expected.",
        "Плитка усечена или слишком длинна; ожидалось хешей: {width}.",
        "瓦片被截断或过长；应有{width}个散列值。",
    ),
    "padding": Text(
        "The padding of the blob is not the only permitted one.",
        "Дополнение запечатанного блока отличается от единственно допустимого.",
        "数据块的填充不是唯一允许的形式。",
    ),
    "leaf-json": Text(
        "The log entry is not canonical: {reason}",
        "Запись журнала не имеет канонической формы: {reason}",
        "日志条目不符合规范形式：{reason}",
    ),
    "leaf-form": Text(
        "The log entry is not a commitment of the known form.",
        "Запись журнала не является обязательством известной формы.",
        "日志条目不是已知形式的承诺。",
    ),
}

_KEYS = {
    "key-length": Text(
        "A public key of the suite {suite} has {expected} bytes; this one has not.",
        "Длина открытого ключа набора {suite} должна составлять {expected} байт; у этого ключа она иная.",
        "{suite} 套件的公钥应为{expected}字节；此公钥长度不符。",
    ),
    "key-weak": Text(
        "The public key of the suite {suite} is weak or not in canonical form.",
        "Открытый ключ набора {suite} слаб или записан не в канонической форме.",
        "{suite} 套件的公钥强度不足或不符合规范形式。",
    ),
    "key-name": Text(
        "A key's name is empty or holds a space, a plus sign or a control character.",
        "Имя ключа пусто или содержит пробел, знак «плюс» либо управляющий символ.",
        "密钥名称为空，或含有空格、加号或控制字符。",
    ),
    "vkey-form": Text(
        "A verifier key does not have the form name+id+key.",
        "Ключ проверки не имеет вида имя+идентификатор+ключ.",
        "验证密钥不符合“名称+标识+密钥”的形式。",
    ),
    "vkey-id": Text(
        "The id of the key “{name}” is not the one that its name and key make.",
        "Идентификатор ключа «{name}» не соответствует его имени и самому ключу.",
        "密钥“{name}”的标识与其名称和密钥不符。",
    ),
    "vkey-type": Text(
        "A verifier key is of an unknown type.",
        "Тип ключа проверки неизвестен.",
        "验证密钥的类型未知。",
    ),
    "directory-keys": Text(
        "The key list needs for {state} at least one log key and one document key, no key twice, and one log name.",
        "В списке ключей государства {state} нужны хотя бы один ключ журнала и один ключ документов, без повторов, с "
        "единым именем журнала.",
        "密钥列表中 {state} 至少须有一个日志密钥和一个文件密钥，不得重复，且日志名称须唯一。",
    ),
    "directory-line": Text(
        "Line {line} of the key list says nothing that has a place there.",
        "В строке {line} списка ключей нет слова, уместного в этом месте.",
        "密钥列表第{line}行的内容不应出现在该处。",
    ),
    "directory-states": Text(
        "The key list names no state, or one log for two states.",
        "В списке ключей нет ни одного государства либо один журнал указан для двух.",
        "密钥列表未列出任何国家，或两个国家使用同一日志。",
    ),
}

_ENVELOPES = {
    "envelope-json": Text(
        "The envelope is not canonical: {reason}",
        "Конверт не имеет канонической формы: {reason}",
        "签名封装不符合规范形式：{reason}",
    ),
    "envelope-form": Text(
        "The envelope has not exactly a payload, its type, and up to 16 signatures.",
        "Состав конверта иной, чем данные, их тип и не более 16 подписей.",
        "签名封装的组成不是恰好为内容、内容类型和至多16个签名。",
    ),
    "envelope-type": Text(
        "The envelope's content is not of the type {type}.",
        "Содержимое конверта не относится к типу {type}.",
        "签名封装内容不属于 {type} 类型。",
    ),
    "envelope-no-keys": Text(
        "There is no key to check the envelope with, so it proves nothing.",
        "Нет ключа для проверки конверта, поэтому он ничего не доказывает.",
        "没有可用于核验签名封装的密钥，因此不能证明任何内容。",
    ),
    "envelope-unsigned": Text(
        "The signature of the key {key}… is not there.",
        "Нет подписи ключом {key}….",
        "缺少密钥 {key}… 的签名。",
    ),
    "envelope-signature": Text(
        "The signature of the key {key}… does not fit the content, or stands twice.",
        "Подпись ключом {key}… не соответствует содержанию или стоит дважды.",
        "密钥 {key}… 的签名与内容不符，或出现两次。",
    ),
}

_NOTES = {
    "note-size": Text(
        "The signed note is longer than {limit} bytes.",
        "Подписанный текст длиннее {limit} байт.",
        "签名文本超过{limit}字节。",
    ),
    "note-characters": Text(
        "The signed note is not plain UTF-8 text.",
        "Подписанный текст не является простым текстом UTF-8.",
        "签名文本不是纯 UTF-8 文本。",
    ),
    "note-form": Text(
        "The signed note has no text with signatures after an empty line, each ended by a line feed.",
        "Подписанный текст не состоит из текста, пустой строки и подписей, каждая из которых завершается переводом "
        "строки.",
        "签名文本不是由正文、空行及各占一行的签名组成。",
    ),
    "note-line": Text(
        "A signature line is malformed.",
        "Строка подписи записана неверно.",
        "签名行格式有误。",
    ),
    "note-signatures": Text(
        "The signed note has more than {limit} signatures.",
        "Подписей под текстом больше допустимого ({limit}).",
        "签名文本的签名超过{limit}个。",
    ),
    "note-twice": Text(
        "The key “{name}” signed one note twice.",
        "Ключом «{name}» один текст подписан дважды.",
        "密钥“{name}”对同一文本签名两次。",
    ),
    "note-signature": Text(
        "The signature of “{name}” does not fit the note.",
        "Подпись «{name}» не соответствует тексту.",
        "“{name}”的签名与文本不符。",
    ),
    "note-unsigned": Text(
        "No known key signed the note.",
        "Текст не подписан ни одним известным ключом.",
        "没有任何已知密钥签署该文本。",
    ),
    "checkpoint-form": Text(
        "The checkpoint does not say origin, size and root in three lines.",
        "В контрольной точке нет трёх строк: имя журнала, размер, корень.",
        "检查点没有以三行写明日志名称、大小和根。",
    ),
    "checkpoint-empty": Text(
        "The checkpoint of an empty log has a root that is not that of an empty tree.",
        "Корень в контрольной точке пустого журнала не является корнем пустого дерева.",
        "空日志检查点的根不是空树的根。",
    ),
    "checkpoint-origin": Text(
        "The checkpoint belongs to another log than {origin}.",
        "Контрольная точка относится к другому журналу, не {origin}.",
        "检查点不属于日志 {origin}。",
    ),
}

_PROOFS = {
    "inclusion-index": Text(
        "A log of {size} entries has no entry {index}.",
        "Записей в журнале — {size}; записи № {index} нет.",
        "含{size}条条目的日志中没有第{index}条。",
    ),
    "inclusion-length": Text(
        "The inclusion proof has too few or too many hashes.",
        "В доказательстве включения слишком мало или слишком много хешей.",
        "包含证明的散列值过少或过多。",
    ),
    "inclusion-root": Text(
        "The inclusion proof leads to another root than the checkpoint's.",
        "Доказательство включения приводит к иному корню, чем у контрольной точки.",
        "包含证明得出的根与检查点的根不同。",
    ),
    "consistency-sizes": Text(
        "A log of {old} entries cannot begin one of {new}.",
        "Журнал, в котором записей {old}, не может быть началом журнала, в котором их {new}.",
        "含{old}条条目的日志不可能是含{new}条的日志的开头。",
    ),
    "consistency-length": Text(
        "The consistency proof has too few or too many hashes.",
        "В доказательстве согласованности слишком мало или слишком много хешей.",
        "一致性证明的散列值过少或过多。",
    ),
    "consistency-root": Text(
        "The earlier log does not begin the later one.",
        "Более ранний журнал не является началом более позднего.",
        "较早的日志不是较晚日志的开头。",
    ),
    "proof-form": Text(
        "The proof file is malformed.", "Файл доказательства записан неверно.", "证明文件格式有误。"
    ),
    "audit-missing": Text(
        "The log's file {path} is missing.", "Нет файла журнала {path}.", "缺少日志文件 {path}。"
    ),
    "audit-tile": Text(
        "The log's file {path} is not what its entries make.",
        "Файл журнала {path} не соответствует записям.",
        "日志文件 {path} 与条目不符。",
    ),
    "audit-root": Text(
        "The {size} entries of the log do not make the root of its checkpoint.",
        "Записи журнала ({size}) не дают корня его контрольной точки.",
        "日志的{size}条条目得不出其检查点的根。",
    ),
}

_EVIDENCE = {
    "pack-size": Text(
        "The file is longer than {limit} bytes.", "Файл длиннее {limit} байт.", "文件超过{limit}字节。"
    ),
    "pack-member": Text(
        "The file is not an evidence pack: “{name}” is not in its place.",
        "Файл не является пакетом доказательств: «{name}» нет на своём месте.",
        "该文件不是证据包：“{name}”不在其位置上。",
    ),
    "pack-form": Text(
        "The file is not in the only byte form that an evidence pack can have.",
        "Байты файла не имеют единственной формы, допустимой для пакета доказательств.",
        "该文件不符合证据包唯一的字节形式。",
    ),
    "evidence-sender": Text(
        "The document does not say which state it is from.",
        "В документе не указано государство-отправитель.",
        "文件未写明来自哪个国家。",
    ),
    "evidence-untrusted": Text(
        "Your list of keys holds none of {state}.",
        "В вашем списке нет ключей государства {state}.",
        "您的密钥列表中没有 {state} 的密钥。",
    ),
    "evidence-keys": Text(
        "The pack holds no keys of {state}.",
        "В пакете нет ключей государства {state}.",
        "证据包中没有 {state} 的密钥。",
    ),
    "evidence-payload": Text(
        "What was signed is another document than the one in the pack.",
        "Подписан не тот документ, который находится в пакете.",
        "所签署的文件不是证据包中的文件。",
    ),
    "evidence-seal-key": Text(
        "What should open the sealed blob is no key.",
        "Приложенный ключ для вскрытия запечатанного блока таковым не является.",
        "用于开启密封数据块的内容不是密钥。",
    ),
    "evidence-blob": Text(
        "The sealed blob holds another envelope than the one in the pack.",
        "В запечатанном блоке находится не тот конверт, который приложен.",
        "密封数据块内的签名封装不是证据包中的签名封装。",
    ),
    "evidence-commitment": Text(
        "The log entry commits to another blob than the one in the pack.",
        "Запись журнала относится не к тому запечатанному блоку, который приложен.",
        "日志条目所指的数据块不是证据包中的数据块。",
    ),
}

_STATEMENTS: dict[str, Text] = {
    "statement-form": Text(
        "The key statement is not of the only permitted form.",
        "Заявление о ключах составлено не в единственно допустимой форме.",
        "密钥声明不是唯一允许的形式。",
    ),
    "statement-no-root": Text(
        "No root key of {state} is known, so nobody can change its keys.",
        "Корневые ключи государства {state} неизвестны, поэтому изменить его ключи никто не может.",
        "没有 {state} 的根密钥，因此无人能更改其密钥。",
    ),
    "statement-order": Text(
        "The key statement of {state} does not follow the one before it; number {number} is expected.",
        "Заявление о ключах государства {state} не следует за предыдущим; ожидается № {number}.",
        "{state} 的密钥声明与前一份不相接；应为第{number}号。",
    ),
}

_SEALS: dict[str, Text] = {
    "bech32": Text(
        "The text is not a sealing key as age writes them, or a character of it is wrong.",
        "Текст не является ключом запечатывания в записи age, либо в нём есть неверный знак.",
        "该文本不是 age 格式的密封密钥，或其中有错误字符。",
    ),
    "age-form": Text(
        "The sealed blob is not an age file of the only permitted form.",
        "Запечатанный блок не является файлом age единственно допустимой формы.",
        "密封数据块不是唯一允许形式的 age 文件。",
    ),
    "age-key": Text(
        "The header of the sealed blob does not fit the key that opens it.",
        "Заголовок запечатанного блока не соответствует ключу, которым он вскрывается.",
        "密封数据块的头部与开启它的密钥不符。",
    ),
    "age-payload": Text(
        "The content of the sealed blob was altered, or cut off.",
        "Содержимое запечатанного блока изменено или обрезано.",
        "密封数据块的内容被改动或截断。",
    ),
}

PROOF_SENTENCES: dict[str, Text] = {
    **_STATEMENTS,
    **_SEALS,
    **_FORMS,
    **_KEYS,
    **_ENVELOPES,
    **_NOTES,
    **_PROOFS,
    **_EVIDENCE,
}
