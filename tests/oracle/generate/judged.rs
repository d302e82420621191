//! Recipes of methods that count cases, ask people, or compare a subject with its peers.
//!
//! Knows the cliffs of these methods and on which values peers are to meet. Must never know a subject.

use super::dice::{Dice, hundredths};
use super::recipe::{Draw, Recipe, level, plain};

/// `None` when the method belongs to another room. `least` is the smallest number of half points the indicator has.
pub fn recipe(dice: &mut Dice, deal: &str, least: i64, down: bool) -> Option<Recipe> {
    let recipe = match deal {
        "rating" => match dice.between(0, 3) {
            0 => plain("rating", false, ("last", "Y"), "", "scale=5", level(200, 500, &[500])),
            1 => plain("rating", false, ("avg", "Q"), "", "scale=10", level(500, 1060, &[1000, 1045])),
            _ => plain("rating", false, ("last", "Y"), "", "", level(6000, 10000, &[])),
        },
        "rank" => {
            let ties = dice.pick(&["min", "dense", "avg"]);
            let params = match dice.between(0, 3) {
                0 if ties != "avg" => format!("list={};ties={ties};tail=zero", list(least, 4)),
                1 if ties != "avg" => format!("list={};ties={ties}", list(least, 5)),
                _ => format!(
                    "step={};floor={};ties={ties}",
                    dice.pick(&["0.05", "0.1", "0.03"]),
                    dice.pick(&["0.2", "0.5", "0"])
                ),
            };
            let kind = dice.pick(&[("avg", "M"), ("avg", "Q"), ("last", "Y"), ("sum", "Q")]);
            plain("rank", down, kind, "", &params, level(1000, 3000, &[1510, 1730, 1990, 2270]))
        }
        "deduct" => {
            let params = dice.pick(&["per=0.2", "per=0.5;max=1", "per=0.25;stop=4", "per=0.1;stop=3"]);
            plain(
                "deduct",
                true,
                dice.pick(&[("sum", "M"), ("sum", "Q"), ("last", "Y")]),
                "",
                params,
                Draw::Count { most: 6 },
            )
        }
        // A deduction per hundredth of a case: the count itself is a sum of decimals that must reach `stop`.
        "debit" => plain("deduct", true, ("sum", "M"), "", "per=0.1;stop=3", level(100, 400, &[300])),
        "multi_rater" => {
            let params = dice.pick(&[
                "groups=领导:0.5,同事:0.3,群众:0.2;trim_min=5",
                "groups=甲组:0.25,乙组:0.25,丙组:0.5;trim_min=6;min_raters=6",
                "groups=上级:0.6,下级:0.4;trim_min=5",
            ]);
            plain("multi_rater", false, ("last", "Y"), "", params, Draw::Ballots)
        }
        "gongxiao_peers" => {
            plain("gongxiao", false, ("avg", "Q"), "", "lo=min;hi=max", level(6000, 9900, &[7000, 8050, 9210]))
        }
        "satisfaction" => {
            plain("satisfaction", false, ("last", "Y"), "", dice.pick(&["min_n=30", "", "min_n=25"]), Draw::Survey)
        }
        "minmax" => plain(
            "minmax",
            down,
            ("avg", "Q"),
            "",
            dice.pick(&["eq=1", "eq=0", "eq=0.5"]),
            level(1000, 2000, &[1000, 2000, 1510]),
        ),
        "best_ratio" => plain("best_ratio", down, ("avg", "Q"), "", "", level(1000, 3000, &[1000, 3000])),
        "rank_given" => {
            let params = dice.pick(&[
                "step=0.08;floor=0.2".to_string(),
                format!("list={};tail=zero", list(least, 3)),
                format!("list={}", list(least, 4)),
            ]);
            plain("rank_given", true, ("last", "Y"), "", &params, Draw::Place { most: 13 })
        }
        "bonus" => plain(
            "bonus",
            false,
            dice.pick(&[("sum", "Q"), ("last", "Y")]),
            "",
            dice.pick(&["per=1", "per=0.5"]),
            Draw::Count { most: 5 },
        ),
        "yesno" => plain("yesno", false, ("last", "Y"), "", dice.pick(&["want=1", "want=0"]), Draw::Switch),
        _ => return None,
    };
    Some(recipe)
}

/// A list of points that begins at the full points and falls by a tenth of them.
fn list(halves: i64, length: i64) -> String {
    let full = halves * 50;
    (0..length).map(|k| hundredths(full - full * k / 10)).collect::<Vec<_>>().join(",")
}
