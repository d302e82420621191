//! What the sheets of the program's own workbook are called, which columns they have, and what stands in these.
//!
//! A column's key is the way to its member in the document's JSON. Names are for people; only keys are read.

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text; nothing is the empty text.
    Text,
    /// Text; nothing is nothing.
    Maybe,
    /// A number; nothing is nothing.
    Number,
    /// A number that has to be there.
    Must,
    /// A whole number, written as text if it is large.
    Whole,
    /// 是, 否.
    Truth,
    /// `M01`, `Q1`, `Y`; nothing is nothing.
    Period,
    /// One of these words: as the document has it, and as people read it.
    Words(&'static [(&'static str, &'static str)]),
    /// Texts with semicolons between.
    List,
    /// Periods with semicolons between.
    Periods,
    /// `key=value;key=value`.
    Pairs,
    /// A field of a reported row: `value`, `target`, `base`, `answers.0`.
    Field,
    /// Anything, as JSON.
    Json,
}

/// A column: key, name, what stands in it, width in characters.
pub(super) type Column = (&'static str, &'static str, Kind, u8);

/// A list of the document as a sheet, one row for each element.
pub(super) struct Table {
    pub key: &'static str,
    pub name: &'static str,
    /// What it is, in Chinese and in English.
    pub about: [&'static str; 2],
    /// The way to the list.
    pub path: &'static [&'static str],
    pub columns: &'static [Column],
    /// Maps whose members become columns: `points.A`.
    pub maps: &'static [(&'static str, &'static str, Kind)],
    /// Nothing that people need to see.
    pub hidden: bool,
}

pub(super) const STANDINGS: Kind = Kind::Words(&[("ranked", "参加排名"), ("separate", "单列"), ("source", "仅供数据")]);
const STEPS: Kind = Kind::Words(&[("stage", "每期"), ("final", "年终")]);
const DIRECTIONS: Kind = Kind::Words(&[("higherIsBetter", "越高越好"), ("lowerIsBetter", "越低越好")]);
const AGGREGATIONS: Kind = Kind::Words(&[
    ("sum", "累计"),
    ("average", "平均"),
    ("last", "最后一期"),
    ("maximum", "最大"),
    ("minimum", "最小"),
]);
const CYCLES: Kind = Kind::Words(&[("month", "月"), ("quarter", "季"), ("year", "年")]);
const EVIDENCE: Kind = Kind::Words(&[("result", "结果"), ("trace", "痕迹")]);
const EVENTS: Kind =
    Kind::Words(&[("bonus", "加分"), ("deduction", "扣分"), ("veto", "一票否决"), ("bar", "一票否优")]);

/// Lists of the document, in the order of their sheets.
pub(super) const TABLES: [Table; 8] = [
    Table {
        key: "categories",
        name: "类别",
        about: ["考核对象的分类", "Categories of subjects"],
        path: &["categories"],
        columns: &[("id", "编号", Kind::Text, 14), ("name", "名称", Kind::Text, 30)],
        maps: &[],
        hidden: false,
    },
    Table {
        key: "dimensions",
        name: "一二级指标",
        about: ["上级在前，下级在后；权重按类别填写", "Inner nodes of the tree, parents first; weights by category"],
        path: &["set", "dimensions"],
        columns: &[
            ("id", "编号", Kind::Text, 22),
            ("name", "名称", Kind::Text, 24),
            ("parent", "上级编号", Kind::Maybe, 18),
            ("step", "计分时点", STEPS, 10),
        ],
        maps: &[("weights", "权重", Kind::Must)],
        hidden: false,
    },
    Table {
        key: "indicators",
        name: "指标",
        about: ["每行一个三级指标；分值按类别填写", "One indicator a row; points by category"],
        path: &["set", "indicators"],
        columns: &[
            ("id", "编号", Kind::Text, 10),
            ("name", "名称", Kind::Text, 28),
            ("parent", "所属一二级指标", Kind::Text, 20),
            ("rule.method", "计分方法", Kind::Text, 14),
            ("rule.parameters", "参数", Kind::Pairs, 30),
            ("direction", "方向", DIRECTIONS, 10),
            ("aggregation", "汇总", AGGREGATIONS, 10),
            ("cycle", "周期", CYCLES, 6),
            ("target", "目标值", Kind::Number, 10),
            ("unit", "单位", Kind::Text, 8),
            ("definition", "口径", Kind::Text, 30),
            ("source", "数据来源", Kind::Text, 14),
            ("owner", "责任单位", Kind::Text, 14),
            ("evidence", "依据", EVIDENCE, 8),
            ("qualitative", "定性", Kind::Truth, 6),
            ("inherited", "取上级数据", Kind::Truth, 10),
            ("progress", "序时进度", Kind::Text, 10),
            ("dataItem", "数据项", Kind::Text, 12),
            ("tags", "标签", Kind::List, 14),
            ("qualityOf", "质量配对", Kind::Text, 10),
            ("origin", "出处", Kind::Text, 14),
        ],
        maps: &[("points", "分值", Kind::Must), ("other", "其他列", Kind::Maybe)],
        hidden: false,
    },
    Table {
        key: "subjects",
        name: "考核对象",
        about: ["每行一个考核对象", "One subject a row"],
        path: &["subjects"],
        columns: &[
            ("id", "编号", Kind::Text, 12),
            ("name", "名称", Kind::Text, 28),
            ("category", "类别", Kind::Text, 8),
            ("parent", "上级编号", Kind::Maybe, 12),
            ("standing", "名次", STANDINGS, 12),
        ],
        maps: &[("attributes", "属性", Kind::Maybe)],
        hidden: false,
    },
    Table {
        key: "ballots",
        name: "评分",
        about: ["多人评分：每行一票", "Raters' scores, one ballot a row"],
        path: &["ballots"],
        columns: &[
            ("subject", "考核对象", Kind::Text, 12),
            ("indicator", "指标", Kind::Text, 10),
            ("period", "期次", Kind::Period, 8),
            ("group", "评分组", Kind::Text, 12),
            ("rater", "评分人", Kind::Text, 12),
            ("score", "评分", Kind::Number, 10),
            ("line", "来源行", Kind::Whole, 8),
        ],
        maps: &[],
        hidden: false,
    },
    Table {
        key: "events",
        name: "加减分与否决",
        about: ["每行一件：加分、扣分、一票否决、一票否优", "Bonuses, deductions, vetoes and bars, one a row"],
        path: &["events"],
        columns: &[
            ("subject", "考核对象", Kind::Text, 12),
            ("period", "期次", Kind::Period, 8),
            ("kind", "类型", EVENTS, 10),
            ("code", "事项", Kind::Text, 24),
            ("points", "分值", Kind::Must, 8),
            ("exempt", "容错", Kind::Truth, 6),
            ("fact", "同一事实", Kind::Text, 14),
            ("date", "日期", Kind::Text, 12),
            ("origin", "出处", Kind::Text, 16),
            ("line", "来源行", Kind::Whole, 8),
        ],
        maps: &[("other", "其他列", Kind::Maybe)],
        hidden: false,
    },
    Table {
        key: "grades",
        name: "等次",
        about: ["从高到低；达到最低分即为该等次", "From the best down; the lowest total that earns each grade"],
        path: &["grading", "scale", "bands"],
        columns: &[("minimum", "最低分", Kind::Must, 10), ("name", "等次", Kind::Text, 16)],
        maps: &[],
        hidden: false,
    },
    Table {
        key: "columns",
        name: "数据列顺序",
        about: ["数据列的先后，由程序使用", "The order of the columns of values; for the program"],
        path: &["observations", "columns"],
        columns: &[
            ("indicator", "指标", Kind::Text, 12),
            ("period", "期次", Kind::Period, 8),
            ("field", "字段", Kind::Field, 12),
            ("lines", "有来源行", Kind::Truth, 8),
        ],
        maps: &[],
        hidden: true,
    },
];

/// What was done with the document as a whole.
pub(super) const LOG: Table = Table {
    key: "log",
    name: "定稿记录",
    about: ["定稿与解除定稿，只增不改", "When the document was declared final and opened again"],
    path: &["log"],
    columns: &[
        ("at", "时间（1970年以来的毫秒）", Kind::Whole, 18),
        ("by", "经办人", Kind::Text, 12),
        ("what", "事项", Kind::Json, 60),
    ],
    maps: &[],
    hidden: false,
};

/// Settings, one a row.
pub(super) const SETTINGS: [Column; 26] = [
    ("schemaVersion", "格式版本", Kind::Whole, 0),
    ("id", "编号", Kind::Text, 0),
    ("title", "标题", Kind::Text, 0),
    ("note", "说明", Kind::Text, 0),
    (
        "policies.notApplicable",
        "不适用指标的分值",
        Kind::Words(&[
            ("hierarchical", "逐级按比例分摊"),
            ("scaleUp", "全部按比例放大"),
            ("equalSplit", "平均分摊"),
            ("peerMean", "取同类平均"),
            ("zero", "计零分"),
        ]),
        0,
    ),
    ("policies.missing", "缺报的处理", Kind::Words(&[("zero", "计零分并标记"), ("notApplicable", "按不适用处理")]), 0),
    ("policies.rounding.digits", "公布小数位", Kind::Whole, 0),
    ("policies.rounding.mode", "舍入方式", Kind::Words(&[("halfUp", "四舍五入"), ("halfEven", "四舍六入五成双")]), 0),
    ("policies.rounding.place", "舍入对象", Kind::Words(&[("total", "只舍入总分"), ("eachIndicator", "逐项舍入")]), 0),
    ("rankGroup.attribute", "按属性分组排名", Kind::Maybe, 0),
    ("rankGroup", "排名范围", Kind::Words(&[("category", "同类别"), ("all", "全体")]), 0),
    ("grading.quota", "最高等次比例", Kind::Number, 0),
    ("grading.ties", "并列时依次比较", Kind::List, 0),
    ("grading.caps.bonus", "加分封顶", Kind::Number, 0),
    ("grading.caps.deduction", "扣分封顶", Kind::Number, 0),
    ("grading.caps.total", "总分上限", Kind::Number, 0),
    ("grading.vetoLeavesRanking", "被否决者退出排名", Kind::Truth, 0),
    ("calendar.stages", "分期", Kind::Periods, 0),
    ("calendar.last.stageShare", "各期平均所占比例", Kind::Number, 0),
    ("calendar.last.ownShare", "年终指标所占比例", Kind::Number, 0),
    ("calendar.last.barringGrades", "不得评为最高等次的分期等次", Kind::List, 0),
    ("calendar.stageGrading", "分期等次（JSON）", Kind::Json, 0),
    ("extra", "其他设置（JSON）", Kind::Json, 0),
    // What a later version added, and what belongs to removed things.
    ("+", "文档的其他字段（JSON）", Kind::Json, 0),
    ("+file", "文件的其他字段（JSON）", Kind::Json, 0),
    ("+gone", "已删除内容的其他字段（JSON）", Kind::Json, 0),
];

/// Reported values: whose, of what, when; then one column for each field.
pub(super) const MEASURED: [(&str, &str, u8); 14] = [
    ("subject", "对象编号", 12),
    ("subject_name", "对象名称", 24),
    ("indicator", "指标编号", 10),
    ("indicator_name", "指标名称", 28),
    ("period", "期次", 8),
    ("value", "完成值", 12),
    ("target", "目标值", 10),
    ("base", "基数", 10),
    ("answers.0", "很满意", 8),
    ("answers.1", "满意", 8),
    ("answers.2", "一般", 8),
    ("answers.3", "不满意", 8),
    ("answers.4", "很不满意", 8),
    ("line", "来源行", 8),
];

/// Weight schemes: one changed weight a row.
pub(super) const SCHEMES: [(&str, &str, u8); 8] = [
    ("id", "方案编号", 14),
    ("title", "方案名称", 26),
    ("origin", "出处", 16),
    ("change", "第几项调整", 10),
    ("kind", "调整方式", 14),
    ("node", "一级指标或指标编号", 20),
    ("value", "权重或系数", 12),
    ("+", "其他（JSON）", 14),
];
