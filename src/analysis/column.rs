//! The words of a comparison's tables: keys for headings and for what stands in cells. `i18n` has the words.

use serde::{Deserialize, Serialize};

macro_rules! keys {
    ($($(#[$about:meta])* $name:ident,)*) => {
        /// A heading or a cell's word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Word {
            $($(#[$about])* $name,)*
        }

        impl Word {
            /// Every word, in the order in which a caller hands them over.
            pub const ALL: &'static [Word] = &[$(Word::$name,)*];

            /// Its key: what stands in its place where no word was given.
            pub fn key(self) -> &'static str {
                match self {
                    $(Word::$name => stringify!($name),)*
                }
            }
        }
    };
}

keys! {
    Subject,
    Name,
    Category,
    LeftPublished,
    RightPublished,
    LeftTotal,
    RightTotal,
    /// Right minus left of the unrounded totals.
    Difference,
    LeftRank,
    RightRank,
    Places,
    LeftGrade,
    RightGrade,
    LeftFlags,
    RightFlags,
    /// The indicator that moves a subject most, the second, the third; each is followed by its points.
    FirstMover,
    SecondMover,
    ThirdMover,
    MoverPoints,
    Indicator,
    Dimension,
    LeftPoints,
    RightPoints,
    LeftRatio,
    RightRatio,
    LeftScore,
    RightScore,
    ByWeight,
    ByPerformance,
    ByRounding,
    /// New, dropped, or on both sides.
    Kind,
    Both,
    New,
    Dropped,
    Bonus,
    Deduction,
    Limit,
    /// All parts together.
    Sum,
    OnlyLeft,
    OnlyRight,
}
