//! Traditional characters of scoring language, as the simplified ones that the other files read.

/// Each traditional character with its simplified one after it.
const PAIRS: &str = "達达滿满於于為为標标準准項项個个點点減减數数據据實实際际計计劃划評评績绩級级優优無无違违規规則则發发現现處处報报遲迟類类總总額额與与較较長长進进歷历應应辦办結结時时間间內内後后餘余從从補补單单務务員员會会議议場场檢检資资訊讯過过階阶區区線线權权雙双範范圍围備备註注給给賦赋題题專专團团體体參参獎奖懲惩罰罚責责屬属萬万億亿圓圆兩两幾几歲岁張张審审調调變变動动開开關关貢贡獻献驗验組组織织層层導导領领眾众質质產产業业營营運运銷销庫库訂订貨货損损壞坏廢废氣气測测環环確确誤误錯错繳缴納纳稅税財财預预執执轉转購购採采證证護护衛卫藥药醫医療疗學学習习課课師师聯联繫系簡简嚴严輕轻極极負负擔担帶带滯滞還还遞递遺遗選选適适釋释鄉乡鎮镇鐘钟鏈链閉闭隊队陸陆隨随險险雜杂難难電电靈灵顯显願愿風风飛飞養养館馆齊齐齡龄條条來来價价儀仪冊册凍冻劑剂勞劳勝胜協协卻却吳吴喪丧圖图堅坚墊垫壓压夠够獲获寫写對对將将尋寻幣币廠厂廣广徵征憑凭懸悬戰战戶户擇择擬拟擴扩攜携敗败敘叙斷断曆历東东構构機机樓楼樣样樹树橋桥欄栏歸归殘残決决況况淨净涼凉溫温滅灭漲涨潔洁濟济煙烟熱热爭争狀状獨独畢毕畫画異异當当監监盡尽盤盘礎础禮礼種种稱称積积穩稳競竞筆笔築筑簽签籌筹糾纠約约紀纪純纯紙纸統统經经綜综綠绿維维網网緊紧緩缓編编縣县縮缩繼继續续罷罢聲声職职腦脑臨临舉举舊旧興兴號号裝装複复見见視视覺觉觸触訓训記记訪访設设許许訴诉診诊詢询試试該该詳详認认語语說说誰谁諾诺講讲謝谢譽誉讀读讓让豐丰貧贫貫贯貴贵費费賀贺賞赏賠赔贈赠軟软載载輔辅輪轮輸输農农連连週周遊游遠远邊边郵邮釐厘針针鑑鉴閱阅隱隐靜静順顺須须頓顿頭头頻频顧顾飲饮驅驱";

/// The text in simplified characters; none where it holds no traditional one.
pub(super) fn simplified(text: &str) -> Option<String> {
    let simple = |c: char| {
        let mut pairs = PAIRS.chars();
        while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
            if from == c {
                return to;
            }
        }
        c
    };
    let turned: String = text.chars().map(|c| if c.is_ascii() { c } else { simple(c) }).collect();
    (turned != text).then_some(turned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_become_simplified_ones_and_simplified_ones_stay() {
        assert_eq!(simplified("達成率100%得滿分").as_deref(), Some("达成率100%得满分"));
        assert_eq!(simplified("达成率100%得满分"), None);
    }

    #[test]
    fn the_table_is_made_of_pairs() {
        assert_eq!(PAIRS.chars().count() % 2, 0);
    }
}
