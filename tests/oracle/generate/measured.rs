//! Recipes of methods that hold a measured level against a line: targets, bands, standards, bases.
//!
//! Knows the cliffs of these methods. Must never know a subject.

use super::dice::Dice;
use super::recipe::{Draw, Recipe, level, plain};

/// `None` when the method belongs to another room.
pub fn recipe(dice: &mut Dice, deal: &str, clean: bool, down: bool) -> Option<Recipe> {
    let recipe = match deal {
        "completion" => {
            let target = if clean { dice.pick(&[100, 50, 80, 20, 40]) } else { dice.pick(&[100, 95, 30, 7, 13, 60]) };
            let cents = target * 100;
            if down && !clean {
                let params = dice.pick(&["", "down=inv", "cap=1.1", "zero_below=0.6", "floor=0.3"]);
                let kind = if dice.percent(50) { ("avg", "Q") } else { ("last", "Y") };
                return Some(plain(
                    "completion",
                    true,
                    kind,
                    &target.to_string(),
                    params,
                    level(cents / 2, cents * 17 / 10, &[cents, cents * 14 / 10]),
                ));
            }
            let params =
                dice.pick(&["", "cap=1.1", "cap=1.2", "zero_below=0.6", "zero_below=0.6", "floor=0.5", "cap=1"]);
            let kind = dice.pick(&[("avg", "M"), ("avg", "Q"), ("last", "Y"), ("last", "Q")]);
            plain(
                "completion",
                false,
                kind,
                &target.to_string(),
                params,
                level(cents * 55 / 100, cents * 115 / 100, &[cents, cents * 6 / 10]),
            )
        }
        "bands" if down => {
            let kind = dice.pick(&[("avg", "M"), ("avg", "Q"), ("last", "Y"), ("max", "Q")]);
            plain(
                "bands",
                true,
                kind,
                "5",
                "bands=2:1,5:0.8,8:0.6,12:0.3;else=0",
                level(100, 1400, &[200, 500, 800, 1200]),
            )
        }
        "bands" => {
            let kind = dice.pick(&[("avg", "M"), ("avg", "M"), ("avg", "Q"), ("sum", "M")]);
            plain(
                "bands",
                false,
                kind,
                "98",
                "bands=98:1,95:0.8,90:0.5,85.3:0.25;else=0.1",
                level(8300, 10000, &[9800, 9500, 9000, 8530]),
            )
        }
        "base_delta" => base_delta(dice, down),
        "threshold" => {
            let (target, low, high) = dice.pick(&[(80, 6000, 9500), (50, 4000, 6000), (3, 150, 400)]);
            let params = match dice.between(0, 3) {
                0 => "",
                1 => "strict=1",
                _ if clean && (target == 3 || down) => "",
                _ => "else=ratio",
            };
            let kind = dice.pick(&[("avg", "M"), ("avg", "Q"), ("last", "Y"), ("sum", "M")]);
            plain("threshold", down, kind, &target.to_string(), params, level(low, high, &[target * 100]))
        }
        "gongxiao" if down => plain(
            "gongxiao",
            true,
            ("avg", "Q"),
            "",
            if clean { "lo=40;hi=8" } else { "lo=40;hi=7;floor=0.2" },
            level(400, 4500, &[4000, 800]),
        ),
        "gongxiao" => {
            let params = if clean {
                dice.pick(&["lo=60;hi=92", "lo=75;hi=95;base=0.5"])
            } else {
                dice.pick(&["lo=60;hi=95", "lo=60;hi=95;floor=0.6", "lo=60;hi=95;cap=1.2", "lo=85;hi=99;base=0.5"])
            };
            plain(
                "gongxiao",
                false,
                dice.pick(&[("last", "Q"), ("avg", "Q"), ("last", "Y")]),
                "95",
                params,
                level(5500, 10000, &[6000, 9500, 9200]),
            )
        }
        "gongxiao_tier" if down => {
            plain("gongxiao_tier", true, ("avg", "Q"), "", "std=2|4|6|8|10", level(150, 1100, &[200, 1000, 600]))
        }
        "gongxiao_tier" => plain(
            "gongxiao_tier",
            false,
            ("avg", "M"),
            "",
            "std=95|90|80|70|60",
            level(5700, 9700, &[6000, 7000, 9500]),
        ),
        "range" => {
            let params = dice.pick(&["lo=95;hi=100;wl=20;wh=5", "lo=95;hi=100", "lo=95;hi=100;wl=25"]);
            plain(
                "range",
                false,
                dice.pick(&[("avg", "M"), ("avg", "Q"), ("last", "Y")]),
                "97",
                params,
                level(8800, 10300, &[9500, 10000]),
            )
        }
        "issued" => {
            // The target is written on a subject's first period and may be changed in a later one.
            let targets = if clean { vec!["40", "80", "100"] } else { vec!["36", "40", "72.5", "90", "-50", "0"] };
            let params = dice.pick(&["", "cap=1.2", "zero_below=0.6", "zero_target=zero", "zero_target=full"]);
            let mut recipe = plain(
                "completion",
                false,
                dice.pick(&[("sum", "M"), ("sum", "Q")]),
                "",
                params,
                level(2400, 9500, &[4000, 8000, 10000, 3600, 9000, 2400]),
            );
            recipe.own_targets = targets.into_iter().map(String::from).collect();
            recipe
        }
        "growth" => growth(dice, down, clean),
        "zero_target" if down => plain(
            "completion",
            true,
            dice.pick(&[("sum", "Q"), ("last", "Y")]),
            "0",
            dice.pick(&["", "per=0.5", "per=1"]),
            Draw::Count { most: 3 },
        ),
        "zero_target" => plain(
            "completion",
            false,
            ("last", "Y"),
            "0",
            dice.pick(&["", "zero_target=na", "zero_target=full", "zero_target=zero"]),
            level(0, 500, &[0]),
        ),
        "extreme" => plain(
            "completion",
            false,
            (if dice.percent(50) { "max" } else { "min" }, "Q"),
            "50",
            "cap=1.1",
            level(2500, 6000, &[5000]),
        ),
        // Reducing a loss: target and result are both below zero.
        "loss" => plain(
            "completion",
            false,
            dice.pick(&[("sum", "Q"), ("last", "Y")]),
            "-100",
            dice.pick(&["", "cap=1.2", "zero_below=0.6"]),
            level(-19000, -7000, &[-10000, -14000]),
        ),
        _ => return None,
    };
    Some(recipe)
}

fn base_delta(dice: &mut Dice, down: bool) -> Recipe {
    match dice.between(0, 3) {
        // (100 − 95.7) / 0.1 is 43 whole steps, and 42.99… in binary.
        0 | 1 => {
            let params = dice.pick(&[
                "base=1;step=0.1;plus=0;minus=0.01;whole=1",
                "base=0.8;step=0.1;plus=0.01;minus=0.02;whole=1",
                "base=0.9;step=0.3;plus=0.05;minus=0.05;whole=1",
            ]);
            let lines = [9570, 9430, 9940, 9710, 10030, 9910, 9640];
            plain(
                "base_delta",
                false,
                dice.pick(&[("last", "Y"), ("avg", "Q")]),
                "100",
                params,
                level(9300, 10400, &lines),
            )
        }
        2 if down => plain(
            "base_delta",
            true,
            ("last", "Y"),
            "5",
            "base=0.75;step=1;plus=0.2;minus=0.2;at_zero=1",
            Draw::Count { most: 8 },
        ),
        2 => plain(
            "base_delta",
            false,
            ("avg", "Q"),
            "30",
            "base=0.8;step=1;plus=0.05;minus=0.05;whole=1",
            level(2500, 3600, &[3100, 2900, 3000]),
        ),
        _ => plain(
            "base_delta",
            false,
            ("last", "Y"),
            "80",
            "base=0.8;step=2;plus=0.1;minus=0.2;cap=1.1",
            level(6000, 9900, &[8000]),
        ),
    }
}

fn growth(dice: &mut Dice, down: bool, clean: bool) -> Recipe {
    let mode = dice.pick(&["", "", "mode=pp", "cap=1.2"]);
    let target = match (mode, clean) {
        ("mode=pp", _) => dice.pick(&["5", "0", "8"]),
        (_, true) => dice.pick(&["0.2", "0.1", "0.5"]),
        _ => dice.pick(&["0.2", "0.05", "0", "0.3"]),
    };
    let mut recipe = plain("growth", down, ("last", "Y"), target, mode, level(6000, 13000, &[10000, 8000]));
    let bases: &[&str] = if clean { &["100", "80", "0", "50"] } else { &["100", "90", "70", "0", "-50", "110.5"] };
    recipe.bases = bases.iter().map(|b| b.to_string()).collect();
    recipe
}
