//! Browsers inside other programs, which take a download and drop it without a word.

/// What such a browser says of itself, in small letters, and the program's name in Chinese and in English. The first
/// that fits counts: 企业微信 says that it is 微信, too.
const PROGRAMS: [(&str, &str, &str); 12] = [
    ("wxwork", "企业微信", "WeCom"),
    ("micromessenger", "微信", "WeChat"),
    ("dingtalk", "钉钉", "DingTalk"),
    ("lark", "飞书", "Feishu"),
    ("feishu", "飞书", "Feishu"),
    ("taurusapp", "政务钉钉", "DingTalk for government"),
    ("qq/", "QQ", "QQ"),
    ("tim/", "TIM", "TIM"),
    ("weibo", "微博", "Weibo"),
    ("alipayclient", "支付宝", "Alipay"),
    ("bytedancewebview", "抖音或今日头条", "Douyin or Toutiao"),
    ("; wv)", "别的应用", "another app"),
];

/// The program inside which this browser shows the page, in Chinese and in English; none: it is one of its own.
pub fn web_view(agent: &str) -> Option<(&'static str, &'static str)> {
    let agent = agent.to_ascii_lowercase();
    let found = PROGRAMS.iter().find(|(word, ..)| agent.contains(word));
    found.map(|(_, chinese, english)| (*chinese, *english))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the programs send them.
    const INSIDE: [(&str, &str); 10] = [
        (
            "微信",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.48(0x18003030) NetType/WIFI Language/zh_CN",
        ),
        (
            "微信",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090b11) XWEB/9185 Flue",
        ),
        (
            "企业微信",
            "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.215 Safari/537.36 wxwork/4.1.26 (MicroMessenger/6.2) WindowsWechat MailPlugin_Electron WeMail embeddisk",
        ),
        (
            "钉钉",
            "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/92.0.4515.131 Safari/537.36 dingtalk-win/1.0.0 nw(0.14.7) DingTalk(7.5.5-Release.231206008) Mojo/1.0.0",
        ),
        (
            "钉钉",
            "Mozilla/5.0 (Linux; U; Android 12; zh-CN; ELS-AN00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/69.0.3497.100 UWS/3.22.1.251 Mobile Safari/537.36 AliApp(DingTalk/6.5.20)",
        ),
        (
            "飞书",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.5615.204 Safari/537.36 Lark/6.11.14 LarkLocale/zh_CN",
        ),
        (
            "QQ",
            "Mozilla/5.0 (Linux; Android 13; V2217A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/109.0.5414.86 MQQBrowser/6.2 TBS/046613 Mobile Safari/537.36 V1_AND_SQ_9.0.8_5210 QQ/9.0.8.14755",
        ),
        (
            "微博",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Weibo (iPhone15,2__weibo__14.1.0__iphone__os16.6)",
        ),
        (
            "支付宝",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/20F66 Ariver/1.1.0 AliApp(AP/10.5.36.6000) Nebula WK AlipayClient/10.5.36.6000 Language/zh-Hans",
        ),
        (
            "别的应用",
            "Mozilla/5.0 (Linux; Android 11; Pixel 5 Build/RQ3A.210805.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/96.0.4664.45 Mobile Safari/537.36",
        ),
    ];
    const OF_THEIR_OWN: [&str; 7] = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15",
        "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0.4606.71 Safari/537.36 Core/1.94.202.400 QQBrowser/11.9.5355.400",
        "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 Safari/537.36 QIHU 360SE",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.5845.97 Safari/537.36 UOS Community",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36",
    ];

    #[test]
    fn r57_browsers_inside_other_programs_are_known_by_what_they_say_of_themselves() {
        for (program, agent) in INSIDE {
            assert_eq!(web_view(agent).map(|(name, _)| name), Some(program), "{agent}");
        }
        for agent in OF_THEIR_OWN {
            assert_eq!(web_view(agent), None, "{agent}");
        }
    }
}
