"""Sentences about files of border lines, for whoever loads one."""

from __future__ import annotations

from detente.kernel.languages import Text

BAD_FILE = Text(
    "The file of border lines was not taken: it has faults.",
    "Файл линий границ не принят: в нём есть ошибки.",
    "未接受该边界线文件：其中有错误。",
)
MEND_FILE = Text(
    "Mend every fault listed and load it again; the lines used until now stay in use.",
    "Исправьте все указанные ошибки и загрузите файл снова; прежние линии остаются в силе.",
    "请改正所列全部错误后重新载入；此前的边界线继续使用。",
)
TOO_LARGE = Text(
    "The file of border lines is larger than {limit} bytes.",
    "Файл линий границ больше {limit} байт.",
    "边界线文件大于{limit}字节。",
)
MEND_SIZE = Text(
    "Leave out lines that no zone needs.",
    "Уберите линии, не нужные ни для одной зоны.",
    "请删去任何区域都不需要的边界线。",
)
NOT_JSON = Text(
    "The file of border lines is not proper JSON: {reason}.",
    "Файл линий границ не является корректным JSON: {reason}.",
    "边界线文件不是正确的 JSON：{reason}。",
)
MEND_JSON = Text(
    "Export it again as GeoJSON in UTF-8.",
    "Выгрузите его снова как GeoJSON в кодировке UTF-8.",
    "请以 UTF-8 编码的 GeoJSON 重新导出。",
)
NO_COLLECTION = Text(
    "The file of border lines is no GeoJSON FeatureCollection.",
    "Файл линий границ не является набором объектов GeoJSON (FeatureCollection).",
    "边界线文件不是 GeoJSON 要素集合（FeatureCollection）。",
)
MEND_COLLECTION = Text(
    "Put the lines as features into one object of type FeatureCollection.",
    "Поместите линии как объекты в один FeatureCollection.",
    "请将各线作为要素放入一个 FeatureCollection 对象。",
)
NO_FEATURES = Text("There is no line.", "Нет ни одной линии.", "没有任何边界线。")
MEND_FEATURES = Text(
    "Give at least one feature with a line.",
    "Укажите хотя бы один объект с линией.",
    "请至少给出一个含线的要素。",
)
BAD_UNCERTAINTY = Text(
    "The uncertainty of the lines is missing or no number from 0 to 100.",
    "Погрешность линий не указана или не является числом от 0 до 100.",
    "边界线的不确定度缺失，或不是0至100的数。",
)
MEND_UNCERTAINTY = Text(
    "Say in kilometres how far the lines may be from the true ones, such as 0.5.",
    "Укажите в километрах, насколько линии могут отстоять от истинных, например 0.5.",
    "请以公里写明边界线与真实位置的最大偏差，如0.5。",
)
NO_TEXT = Text("The text is missing.", "Текст не указан.", "缺少文本。")
MEND_TEXT = Text("Write a short text.", "Впишите краткий текст.", "请填写简短文本。")
NO_TITLE = Text(
    "The title in English, Russian and Chinese is missing.",
    "Нет названия на английском, русском и китайском языках.",
    "缺少英文、俄文和中文标题。",
)
MEND_TITLE = Text(
    'Write {"en": "…", "ru": "…", "zh": "…"}.',
    'Запишите {"en": "…", "ru": "…", "zh": "…"}.',
    '请写作 {"en": "…", "ru": "…", "zh": "…"}。',
)
NO_FEATURE = Text(
    "This is no GeoJSON feature with properties.",
    "Это не объект GeoJSON (Feature) со свойствами.",
    "这不是带属性的 GeoJSON 要素（Feature）。",
)
MEND_FEATURE = Text(
    "Give type Feature, properties and geometry.",
    "Укажите тип Feature, свойства и геометрию.",
    "请给出类型 Feature、属性和几何。",
)
BAD_DISPUTED = Text(
    "“disputed” is neither true nor false.",
    "Значение «disputed» не является ни true, ни false.",
    "“disputed”既不是 true 也不是 false。",
)
MEND_DISPUTED = Text("Write true or false.", "Запишите true или false.", "请写 true 或 false。")
BAD_STATES = Text(
    "The two states of the line are missing.",
    "Не указаны два государства, между которыми проходит линия.",
    "缺少该线两侧的两个国家。",
)
STATES_ORDER = Text(
    "The two states do not stand in alphabetical order, or are one and the same.",
    "Коды государств стоят не по алфавиту или совпадают.",
    "两国代码未按字母顺序排列，或为同一国家。",
)
MEND_STATES = Text(
    'Write two codes in alphabetical order: ["CN", "KZ"].',
    'Запишите два кода по алфавиту: ["CN", "KZ"].',
    '请按字母顺序写两个代码：["CN", "KZ"]。',
)
BAD_GEOMETRY = Text("This is no line of positions.", "Это не линия из координат.", "这不是由坐标组成的线。")
MEND_GEOMETRY = Text(
    "Give a LineString or MultiLineString with its coordinates.",
    "Укажите LineString или MultiLineString с координатами.",
    "请给出带坐标的 LineString 或 MultiLineString。",
)
SHORT_LINE = Text(
    "The line has fewer than two different positions.",
    "В линии меньше двух различных точек.",
    "该线不足两个不同的点。",
)
MEND_SHORT = Text(
    "Complete the line, or leave it out if it is not known.",
    "Дополните линию или уберите её, если она неизвестна.",
    "请补全该线；若不详则将其删去。",
)
BAD_POSITION = Text(
    "This is no pair of longitude and latitude on WGS 84, or lies nearer than 5 degrees to a pole.",
    "Это не пара «долгота, широта» в WGS 84, либо точка находится ближе 5 градусов к полюсу.",
    "这不是 WGS 84 的经度、纬度坐标对，或距极点不足5度。",
)
MEND_POSITION = Text(
    "Write two numbers, longitude first: [80.2101, 42.1897].",
    "Запишите два числа, сначала долготу: [80.2101, 42.1897].",
    "请写两个数，经度在前：[80.2101, 42.1897]。",
)
CROSSES = Text(
    "Here the line jumps across the 180th meridian.",
    "Здесь линия переходит через 180-й меридиан.",
    "该线在此处跨越180度经线。",
)
MEND_CROSSES = Text(
    "Cut it there into two parts, one ending at 180 and one beginning at -180.",
    "Разделите её там на две части: одна оканчивается на 180, другая начинается на -180.",
    "请在该处将线分为两段：一段止于180，一段始于-180。",
)
