"""Which runs of kanji are words: IPADIC, through MeCab, and kanji that are mistaken for each other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import fugashi

#: Kanji of one on-reading, as they are used in public documents: what a hand or a converter puts for each other.
_SOUNDS = (
    "委意位囲医依異移維為偉易衣遺威",
    "因員引印院飲隠",
    "影映営栄永衛英詠泳鋭",
    "園延援円演遠煙沿縁宴",
    "応王往央横欧押奥",
    "価化加可果科家課過仮歌貨荷花夏",
    "会回改海界階開解介快械街皆懐壊戒",
    "各角格画覚革確較閣隔獲核拡郭",
    "割活渇括滑轄褐",
    "間関感館観簡管官慣監環完看巻刊歓換幹患勘款貫緩還甘肝冠乾寛敢",
    "期機記基起規希気季企危器喜既紀貴帰寄棋棄旗輝軌幾奇祈揮岐",
    "技義議儀疑偽擬犠",
    "求救級給急球久旧休究吸及泣窮宮",
    "協教共境鏡強競況狭供郷橋恐胸興享驚",
    "業行形仰",
    "極局曲",
    "均近金勤筋禁緊謹",
    "具区駆",
    "経形計型系係径景軽警敬恵契継携傾憩渓啓掲",
    "件建見検険健権県券研憲献兼賢謙倹剣堅顕験",
    "現限原源元言減厳",
    "後語護互誤御",
    "構講口工公広校交候考功向好港航高孝幸光効厚皇鉱康興降綱項更硬行衡抗攻侯購溝",
    "合号豪剛",
    "告酷国黒刻穀",
    "再際採最済災細祭菜裁財彩債催歳斎",
    "作策昨索錯搾",
    "参産算山散賛酸惨",
    "支指施使市資史姿士始志私詞視誌試師至紙糸脂飼司思子氏歯枝刺姉",
    "事自時次示児持辞治磁似慈",
    "式識色織職食植殖飾",
    "実日質",
    "社車者捨写謝射斜遮",
    "主種酒首手取珠趣守",
    "周収州終習就集衆修秋週宗拾臭襲",
    "住重充従十柔渋獣銃縦",
    "出述術",
    "純準順潤巡盾准",
    "所諸書初処署緒暑庶",
    "助除序徐叙",
    "商証象省小少章消承将昭招照笑賞障勝焼称唱傷詳症祥渉焦衝償奨掌彰松訟召",
    "情状条乗常場上定浄城譲蒸嬢錠",
    "進新神真深心身信臣審申伸森診振浸針震辛慎親侵寝",
    "人仁陣迅尽尋",
    "推水垂吹睡粋遂衰酔",
    "制成整正性政精生製勢聖晴清静盛誠声星請逝誓青",
    "積績責籍跡赤石昔析隻席",
    "設説節雪切接折摂窃",
    "選専戦線前全先千宣浅船洗染泉鮮銭潜践遷",
    "措祖素組訴租疎粗礎阻",
    "総想相早争走奏窓創送層操装装倉奏捜掃桑遭燥騒曹",
    "造像増蔵臓贈憎",
    "測則側足息速束促即",
    "続属族賊俗",
    "体態対退帯待貸隊滞袋泰耐怠替逮胎",
    "代大台題",
    "達脱奪",
    "担単炭短端探誕嘆淡鍛",
    "団断談段男暖弾壇",
    "地知値置池治致遅痴稚恥",
    "中仲虫忠注昼柱抽宙衷鋳",
    "調長町丁庁鳥朝帳超腸潮徴頂張兆挑跳眺聴懲澄",
    "直勅",
    "通痛",
    "定低底提程停庭貞亭帝訂廷呈堤抵邸逓偵艇締諦",
    "適的敵滴摘笛",
    "徹撤鉄哲迭",
    "点店展転典天殿",
    "伝電田殿",
    "度土努奴怒",
    "当東等島投統答登頭湯党討豆冬灯到倒逃透盗塔搭棟筒糖踏闘",
    "動道同導堂銅童働洞胴",
    "得特徳督匿篤",
    "任認妊忍",
    "納能脳農",
    "配敗背拝俳肺廃輩排",
    "倍培陪媒買売賠",
    "発髪",
    "反半版判板班般犯範販飯搬繁藩坂伴畔",
    "費非悲秘否比皮肥被批飛疲避卑碑罷",
    "備美微尾鼻",
    "必筆匹",
    "標表票評漂俵",
    "品賓頻貧浜",
    "付府負夫不婦富布父浮腐敷膚譜符普怖扶赴附",
    "部武舞侮",
    "福複服復副幅腹覆",
    "分文聞",
    "兵平並閉陛弊幣柄",
    "編返辺変偏片遍",
    "保補捕歩舗穂",
    "方法報放訪包芳邦奉宝抱胞砲豊飽褒縫崩",
    "防望棒忘房妨肪某帽傍貿暴膨謀",
    "務無夢霧武矛",
    "名命明鳴盟銘迷",
    "問門紋",
    "約役薬訳躍",
    "有由勇遊郵優友右融悠誘猶裕雄",
    "要用容養様洋曜葉陽幼溶腰踊窯揺謡擁",
    "利理里離裏履痢",
    "略掠",
    "流留立竜粒隆硫",
    "料良量両領漁了療僚陵糧涼猟",
    "緑録力",
    "例令礼冷零励齢麗隷戻霊",
    "連練錬恋廉",
    "路労老朗郎浪廊楼漏露",
    "論倫輪",
    "和話",
)
#: Kanji that look like each other.
_LOOKED = """
徴微 綱網 住往注柱 侯候 侍待 堤提 環還 検険倹験 録緑縁 因困 遣遺 除徐 撤徹 帯滞 到倒 拾捨 衛衝 門問間関 幣弊 裁栽載 墳噴憤 萩荻
末未 巳己已 折析 干千 土士 大太犬 人入 矢失 科料 防訪 場揚陽 績積 偏編遍 概慨 壁璧 貨貸賃 暮墓募慕 延廷 侵浸 粋枠 氷永 嬢壌譲
"""
_LOOKS = _LOOKED.split()


_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))}


@lru_cache(maxsize=1)
def _tagger() -> fugashi.GenericTagger:
    import fugashi  # noqa: PLC0415  with its dictionary, wanted only where words are looked up
    import ipadic  # noqa: PLC0415

    return fugashi.GenericTagger(f"{ipadic.MECAB_ARGS} -Owakati")


@lru_cache(maxsize=20_000)
def words(run: str) -> tuple[tuple[str, bool], ...]:
    """The words of a run of text, each with whether the dictionary knows it."""
    return tuple((node.surface, not node.is_unk) for node in _tagger()(run))


@lru_cache(maxsize=1)
def _reader() -> fugashi.GenericTagger:
    import fugashi  # noqa: PLC0415
    import ipadic  # noqa: PLC0415

    return fugashi.GenericTagger(ipadic.MECAB_ARGS)


_READING = 7  # the place of a word's reading among the features of IPADIC


def reading(kanji: str) -> tuple[str, ...]:
    """How a name in kanji is read, in hiragana, by the words of the dictionary; nothing where it knows none."""
    found = []
    for nodes in _reader().nbestToNodeList(kanji, 8):
        read = [node.feature[_READING] if len(node.feature) > _READING else "" for node in nodes]
        if all(read):
            found.append("".join(read).translate(_HIRAGANA))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _mistaken() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in (*_SOUNDS, *_LOOKS):
        for character in group:
            found.setdefault(character, set()).update(group)
    return {character: frozenset(others - {character}) for character, others in found.items()}


def mistaken_for(character: str) -> frozenset[str]:
    """The kanji that one is put for by mistake: of the same sound, or of nearly the same shape."""
    return _mistaken().get(character, frozenset())
