"""Writes the index of the sample documents: what the start page says about each before it is opened."""
import json
import pathlib
import sys

# Titles and labels in both languages; counts come from the documents themselves.
WORDS = {
    "a_city": (
        "市级机关目标责任制考核：40 个部门、A/B 两类、五个维度",
        "City departments: 40 offices in two categories, five dimensions",
    ),
    "b_ciq": (
        "口岸检验检疫分类考核：口岸型与内陆型各按各的权重",
        "Border inspection: port and inland offices, each with its own weights",
    ),
    "c_company": (
        "企业月度绩效：部门 40、岗位 30、纪律 30，三个月合成季度",
        "Company months: department 40, post 30, discipline 30; three months make a quarter",
    ),
    "d_civil": (
        "公务员平时与年度考核：三个层级、七类岗位，四季度加年度测评",
        "Civil servants: three levels, seven posts, four quarters and an annual step",
    ),
    "e_county": (
        "县级卫生院考核：94 项指标、总分 1060 分，一套过重的指标体系",
        "County health centres: 94 indicators, 1060 points, a set that asks too much",
    ),
}
LABEL = {"zh": "示例 · 合成数据", "en": "Example · synthetic data"}

out = pathlib.Path(sys.argv[1])
index = []
for name in sys.argv[2:]:
    document = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))["document"]
    listed = [s for s in document["subjects"] if s.get("standing") != "source"]
    zh, en = WORDS[name]
    index.append({
        "id": name,
        "file": f"{name}.json",
        "title": {"zh": zh, "en": en},
        "label": LABEL,
        "subjects": len(listed),
        "indicators": len(document["set"]["indicators"]),
    })
(out / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
