"""What regions are called, and where the API of each is."""

from typing import NamedTuple


class Names(NamedTuple):
    """In the languages that can be asked for."""

    zh_cn: str
    en_us: str
    ja: str


LANGUAGES = {"zh-CN": 0, "en-US": 1, "ja": 2}
REGIONS = {
    "cn-hangzhou": Names("华东1（杭州）", "China (Hangzhou)", "中国 (杭州)"),
    "cn-shanghai": Names("华东2（上海）", "China (Shanghai)", "中国 (上海)"),
    "cn-qingdao": Names("华北1（青岛）", "China (Qingdao)", "中国 (青島)"),
    "cn-beijing": Names("华北2（北京）", "China (Beijing)", "中国 (北京)"),
    "cn-zhangjiakou": Names("华北3（张家口）", "China (Zhangjiakou)", "中国 (張家口)"),
    "cn-huhehaote": Names("华北5（呼和浩特）", "China (Hohhot)", "中国 (フフホト)"),
    "cn-shenzhen": Names("华南1（深圳）", "China (Shenzhen)", "中国 (深セン)"),
    "cn-chengdu": Names("西南1（成都）", "China (Chengdu)", "中国 (成都)"),
    "cn-hongkong": Names("中国香港", "China (Hong Kong)", "中国 (香港)"),
    "ap-southeast-1": Names("新加坡", "Singapore", "シンガポール"),
    "ap-southeast-3": Names(
        "马来西亚（吉隆坡）", "Malaysia (Kuala Lumpur)", "マレーシア (クアラルンプール)"
    ),
    "ap-southeast-5": Names("印度尼西亚（雅加达）", "Indonesia (Jakarta)", "インドネシア (ジャカルタ)"),
    "ap-northeast-1": Names("日本（东京）", "Japan (Tokyo)", "日本 (東京)"),
    "eu-central-1": Names("德国（法兰克福）", "Germany (Frankfurt)", "ドイツ (フランクフルト)"),
    "eu-west-1": Names("英国（伦敦）", "UK (London)", "英国 (ロンドン)"),
    "us-west-1": Names("美国（硅谷）", "US (Silicon Valley)", "米国 (シリコンバレー)"),
    "us-east-1": Names("美国（弗吉尼亚）", "US (Virginia)", "米国 (バージニア)"),
}
CENTRAL = {  # these share the oldest endpoint
    "cn-beijing",
    "cn-hangzhou",
    "cn-hongkong",
    "cn-qingdao",
    "cn-shanghai",
    "cn-shenzhen",
    "ap-southeast-1",
    "us-east-1",
    "us-west-1",
}


def name_of(region: str, language: str) -> str:
    """What it is called in this language, which must be one of LANGUAGES; else its id."""
    names = REGIONS.get(region)
    return names[LANGUAGES[language]] if names else region


def endpoint_of(region: str) -> str:
    """The host of the real API."""
    return "ess.aliyuncs.com" if region in CENTRAL else f"ess.{region}.aliyuncs.com"
