//! What is wrong with the years and periods of tables that are read in.

use super::Language;
use super::intake::argument;
use super::names::{cycle, period, quoted};
use crate::intake::{Fault, What};

/// Years, months and quarters: of a cell, of a heading, of the name of a sheet or a file.
pub(super) fn of_periods(language: Language, fault: &Fault) -> (String, String) {
    let l = language;
    let value = quoted(&fault.value);
    let (one, other) = (argument(fault, 0), argument(fault, 1));
    match fault.what {
        What::NoSuchPeriod if other == "year" => (
            say!(
                l,
                "名称里的“{one}”是一年中的一期，这张表的指标却一年报一次，按全年的数取了。",
                "“{one}” in its name is a part of the year, and the indicators of this table are reported once a year; they were taken as the whole year's."
            ),
            say!(
                l,
                "确实是全年的数，可以不管；不是的，不要导入这张表，或者改指标的考核周期。",
                "Leave it if they are of the whole year; otherwise leave the sheet out, or change how often the indicators are reported."
            ),
        ),
        What::NoSuchPeriod if !one.is_empty() => (
            say!(
                l,
                "工作表或文件的名称“{one}”说的是几个月合起来的数，不是一期。",
                "The sheet or file is called “{one}”, which is several months together and no period."
            ),
            say!(
                l,
                "请在“识别”一步为这张表选择期间；不该导入的，选不导入。",
                "Choose the period of this sheet in the step before, or leave the sheet out."
            ),
        ),
        What::NoPeriod if other == "year" => {
            let month = period(l, &one);
            (
                say!(
                    l,
                    "这张表写的是全年，这些指标不止一年报一次，按 {month} 取了。",
                    "This table is of the whole year; these indicators are reported more often, and {month} was taken."
                ),
                say!(
                    l,
                    "只有全年的数，可以不管；各期都要报的，请分期提供。",
                    "Leave it if there are numbers of the whole year only; otherwise give those of each period."
                ),
            )
        }
        What::NoPeriod if other == "half" => {
            let quarter = period(l, &one);
            (
                say!(
                    l,
                    "这张表是半年的数，按 {quarter} 取了。",
                    "This table is of half a year; {quarter} was taken, with which it ends."
                ),
                say!(
                    l,
                    "半年报一次的，不用改；各期都要报的，请分期提供。",
                    "Leave it if there is one report every half year; otherwise give the numbers of each period."
                ),
            )
        }
        What::NoPeriod => {
            let month = period(l, &one);
            (
                say!(
                    l,
                    "这张表没有写是哪一期的数，这些指标不止一年报一次，按 {month} 取了。",
                    "Nothing in this table says of which period it is; these indicators are reported more often than once a year, and {month} was taken."
                ),
                say!(
                    l,
                    "请在“识别”一步为这张表选择期间，或者在表里写上期间。",
                    "Choose the period of this sheet in the step before, or name it in the table."
                ),
            )
        }
        What::OtherYear if one.is_empty() => {
            let name = argument(fault, 2);
            (
                say!(
                    l,
                    "名称“{name}”说的是以前的年份，不是这次考核的这一年。",
                    "“{name}” in its name is of years before, not of the one that is assessed."
                ),
                say!(
                    l,
                    "确实是以前的数，就不要导入这张表；是这一年的，请在“识别”一步为它选择期间。",
                    "Leave the sheet out if it is of years before; if it is of this one, choose its period in the step before."
                ),
            )
        }
        What::OtherYear if fault.args.len() > 2 => {
            let name = argument(fault, 2);
            (
                say!(
                    l,
                    "工作表或文件的名称“{name}”写的是 {one} 年，这次考核的是 {other} 年。",
                    "The sheet or file is called “{name}”, of {one}; what is assessed is {other}."
                ),
                say!(
                    l,
                    "确实是 {one} 年的数，就不要导入；是 {other} 年的，请在“识别”一步为这张表选择期间。",
                    "Leave the sheet out if it is of {one}; if it is of {other}, choose its period in the step before."
                ),
            )
        }
        What::OtherYear => (
            say!(
                l,
                "{value} 是 {one} 年的，这次考核的是 {other} 年。",
                "{value} is of {one}; what is assessed is {other}."
            ),
            say!(
                l,
                "写错了年份就在这里改；确实是其他年份的数，请不要放进这张表。",
                "Correct the year here if it is wrong; leave values of other years out of this table."
            ),
        ),
        What::PeriodOutsideCycle => {
            let often = cycle(l, &one);
            (
                say!(
                    l,
                    "这个指标{often}报数，{value} 的数不会计入。",
                    "This indicator is reported {often}; what is given for {value} is not counted."
                ),
                say!(
                    l,
                    "请改期间，或者改指标的考核周期。",
                    "Change the period, or how often the indicator is reported."
                ),
            )
        }
        _ => (
            say!(l, "看不出 {value} 是哪一期。", "{value} is no period."),
            say!(l, "请填 3月、第1季度、全年 一类的期间。", "Enter a period such as 3月, Q1 or 全年."),
        ),
    }
}
