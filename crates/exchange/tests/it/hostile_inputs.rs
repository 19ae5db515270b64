//! Inputs that somebody made to do harm, or that accidents made: each has a name, and is made when it is asked for.
//!
//! `crates/harness` takes this file as well: there the whole program reads each input at its full size. `scale` divides sizes for tests.

use std::io::Write;

/// One of them.
pub(crate) struct Hostile {
    pub(crate) name: String,
    make: Box<dyn Fn(usize) -> Vec<u8>>,
}

impl Hostile {
    /// Its bytes, at a size divided by `scale`.
    pub(crate) fn bytes(&self, scale: usize) -> Vec<u8> {
        (self.make)(scale)
    }
}

fn hostile(name: impl Into<String>, make: impl Fn(usize) -> Vec<u8> + 'static) -> Hostile {
    Hostile { name: name.into(), make: Box::new(make) }
}

const MEGABYTE: usize = 1 << 20;
/// A page that is one, into which things are put.
const PAGE: [&str; 2] = [
    "<!doctype html><html><head><title>Talks open in Geneva</title><meta property='article:published_time' content='2025-02-27'></head><body><article><h1>Talks open in Geneva</h1><p>Envoys of Kenya and Chad opened talks in Geneva on Thursday, two officials said, and will meet again on Friday.</p>",
    "<p>The talks are about a road, the officials said. Neither side has said how long they will take, or who pays.</p></article></body></html>",
];
const HEAD: &str =
    "From: a@b.example\r\nDate: Thu, 27 Feb 2025 10:00:00 +0000\r\nSubject: Talks\r\nMIME-Version: 1.0\r\n";
const LINE: &str = "{\"id\":\"a\",\"date\":\"2025-02-27\",\"text\":\"Envoys met in Geneva.\"}\n";

fn page(within: &str) -> Vec<u8> {
    [PAGE[0], within, PAGE[1]].concat().into_bytes()
}

/// A page with another title, and something in place of its headline.
fn titled(title: &str, headline: &str) -> Vec<u8> {
    let page = PAGE.concat().replacen("Talks open in Geneva", title, 1);
    page.replacen("<h1>Talks open in Geneva</h1>", headline, 1).into_bytes()
}

/// So many numbers, each put into words.
fn each(count: usize, word: impl Fn(usize) -> String) -> String {
    (0..count).map(word).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(0)).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A zip archive of members, each with its method.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The bytes with others written over them at the first place where `mark` stands, `after` bytes on.
fn patched(mut bytes: Vec<u8>, mark: &[u8], after: usize, by: &[u8]) -> Vec<u8> {
    let at = bytes.windows(mark.len()).position(|window| window == mark).unwrap() + after;
    bytes[at..at + by.len()].copy_from_slice(by);
    bytes
}

fn warc(body: &[u8], said: Option<&str>) -> Vec<u8> {
    let length = said.map_or_else(|| body.len().to_string(), str::to_owned);
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/talks\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn answer(fields: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n").as_bytes(), body].concat()
}

fn feed(items: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>")
        .into_bytes()
}

const ITEM: &str = "<item><title>Talks</title><pubDate>27 Feb 2025</pubDate><description>Envoys met in Geneva.</description></item>";

fn docx(document: &str) -> Vec<u8> {
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

fn multipart(depth: usize) -> Vec<u8> {
    let mut mail = HEAD.to_owned();
    for at in 0..depth {
        mail.push_str(&format!("Content-Type: multipart/mixed; boundary=\"b{at}\"\r\n\r\n--b{at}\r\n"));
    }
    mail.push_str("Content-Type: text/plain\r\n\r\nEnvoys met in Geneva.\r\n");
    for at in (0..depth).rev() {
        mail.push_str(&format!("--b{at}--\r\n"));
    }
    mail.into_bytes()
}

fn laughs(levels: usize) -> String {
    let mut declared = "<!ENTITY l0 \"lol\">".to_owned();
    for at in 1..levels {
        declared.push_str(&format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10)));
    }
    declared
}

/// All of them.
pub(crate) fn inputs() -> Vec<Hostile> {
    let mut all = packed();
    all.extend(archives());
    all.extend(pages());
    all.extend(markup());
    all.extend(tables());
    all.extend(texts());
    all.extend(messages());
    all.extend(web_archives());
    all
}

fn packed() -> Vec<Hostile> {
    type Pack = fn(&[u8]) -> Vec<u8>;
    let packings: [(&str, Pack); 3] = [("gz", gzip), ("zst", zstandard), ("xz", xz)];
    let mut all = Vec::new();
    for (ending, pack) in packings {
        let named = |what: &str| format!("{what}.{ending}");
        all.push(hostile(named("bomb of nothing"), move |scale| pack(&vec![0; 256 * MEGABYTE / scale])));
        all.push(hostile(named("bomb of a page"), move |scale| {
            pack(&page(&"<p>a".repeat(64 * MEGABYTE / scale / 4)))
        }));
        all.push(hostile(named("bomb of JSON lines"), move |scale| {
            pack(LINE.repeat(128 * MEGABYTE / scale / LINE.len()).as_bytes())
        }));
        all.push(hostile(named("bomb of a table"), move |scale| {
            pack(
                [b"date,text\n2025-02-27,\"".as_slice(), &vec![b'a'; 128 * MEGABYTE / scale]]
                    .concat()
                    .as_slice(),
            )
        }));
        all.push(hostile(named("packed four times"), move |_| {
            (0..4).fold(LINE.as_bytes().to_vec(), |bytes, _| pack(&bytes))
        }));
        all.push(hostile(named("cut off"), move |_| {
            let whole = pack(&page("<p>More of it.</p>"));
            whole[..whole.len() * 2 / 3].to_vec()
        }));
        all.push(hostile(named("broken in the middle"), move |_| {
            let mut bytes =
                pack(&page(&(0..2000).map(|at| format!("<p>{at} {}", at * at)).collect::<String>()));
            let middle = bytes.len() / 2;
            bytes[middle..middle + 8].fill(0x55);
            bytes
        }));
        all.push(hostile(named("head alone"), move |_| pack(b"")[..8].to_vec()));
        all.push(hostile(named("noise after it"), move |_| [pack(LINE.as_bytes()), vec![7; 1000]].concat()));
        all.push(hostile(named("10,000 members"), move |scale| pack(LINE.as_bytes()).repeat(10_000 / scale)));
    }
    all
}

fn archives() -> Vec<Hostile> {
    let text: &[u8] = b" date 2025-02-27 Envoys met in Geneva.";
    vec![
        hostile("bomb.zip", |scale| zip(&[("a.txt", &vec![b'a'; 256 * MEGABYTE / scale])])),
        hostile("bomb in a bomb.zip", |scale| {
            let inner = zip(&[("a.txt", &vec![b'a'; 60 * MEGABYTE / scale])]);
            let members: Vec<String> = (0..20).map(|at| format!("{at}.zip")).collect();
            zip(&members.iter().map(|name| (name.as_str(), inner.as_slice())).collect::<Vec<_>>())
        }),
        hostile("three in one another.zip", move |_| {
            zip(&[("a.zip", &zip(&[("b.zip", &zip(&[("c.txt", text)]))]))])
        }),
        hostile("two in one another.zip", move |_| zip(&[("a.zip", &zip(&[("c.txt", text)]))])),
        hostile("bomb in gzip.zip", |scale| {
            zip(&[("a.jsonl.gz", &gzip(&vec![b' '; 128 * MEGABYTE / scale]))])
        }),
        hostile("paths that lead out.zip", move |_| {
            zip(&[
                ("../../../etc/cron.d/a.txt", text),
                ("/etc/b.txt", text),
                ("C:\\Windows\\c.txt", text),
                ("a/../../d.txt", text),
                ("..txt", text),
            ])
        }),
        hostile("odd names.zip", move |_| {
            zip(&[
                ("\u{202e}txt.exe.txt", text),
                ("a\nb.txt", text),
                ("\u{7}bell.txt", text),
                (" .txt", text),
            ])
        }),
        hostile("endless name.zip", move |_| zip(&[(&format!("{}.txt", "n".repeat(60_000)), text)])),
        hostile("encrypted.zip", move |_| {
            let plain = zip(&[("a.txt", text)]);
            let plain = patched(plain, b"PK\x01\x02", 8, &[1, 0]);
            patched(plain, b"PK\x03\x04", 6, &[1, 0])
        }),
        hostile("unknown method.zip", move |_| patched(zip(&[("a.txt", text)]), b"PK\x01\x02", 10, &[99, 0])),
        hostile("wrong checksum.zip", move |_| {
            patched(zip(&[("a.txt", text)]), b"PK\x01\x02", 16, &[1, 2, 3, 4])
        }),
        hostile("wrong size.zip", move |_| patched(zip(&[("a.txt", text)]), b"PK\x01\x02", 24, &[0xff; 4])),
        hostile("cut off.zip", move |_| zip(&[("a.txt", text)])[..50].to_vec()),
        hostile("without its list.zip", move |_| {
            let whole = zip(&[("a.txt", text), ("b.txt", text)]);
            let end = whole.windows(4).position(|mark| mark == b"PK\x01\x02").unwrap();
            whole[..end].to_vec()
        }),
        hostile("list that says it is huge.zip", move |_| {
            patched(
                zip(&[("a.txt", text)]),
                b"PK\x05\x06",
                8,
                &[0xfe, 0xff, 0xfe, 0xff, 0xfe, 0xff, 0xff, 0x7f],
            )
        }),
        hostile("100,001 members.zip", move |scale| {
            let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            let options =
                zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            for at in 0..=100_000 / scale {
                writer.start_file(format!("{at}.txt"), options).unwrap();
            }
            writer.finish().unwrap().into_inner()
        }),
        hostile("empty.zip", |_| zip(&[])),
        hostile("pictures only.zip", |_| zip(&[("a.png", b"\x89PNG\r\n"), ("b/", b"")])),
        hostile("without document.docx", |_| {
            zip(&[("[Content_Types].xml", b"<Types/>"), ("word/styles.xml", b"<w:styles/>")])
        }),
        hostile("empty document.docx", |_| docx("")),
        hostile("no XML.docx", |_| docx("PK\u{3}\u{4} <<<>>> &&&")),
        hostile("deep.docx", |scale| docx(&format!("<w:document>{}", "<w:p>".repeat(100_000 / scale)))),
        hostile("bomb.docx", |scale| {
            docx(&format!("<w:document>{}", "<w:p><w:t>a</w:t></w:p>".repeat(200 * MEGABYTE / scale / 24)))
        }),
        hostile("laughs.docx", |_| {
            docx(&format!("<!DOCTYPE d [{}]><w:document><w:p><w:t>&l9;</w:t></w:p></w:document>", laughs(10)))
        }),
    ]
}

fn pages() -> Vec<Hostile> {
    let deep = |name: &str, tag: &'static str| {
        hostile(format!("100,000 {name} in one another.html"), move |scale| {
            page(&tag.repeat(100_000 / scale))
        })
    };
    vec![
        deep("boxes", "<div>"),
        deep("bold", "<b>"),
        deep("lists", "<ul><li>"),
        deep("tables", "<table><tr><td>"),
        deep("drawings", "<svg><g>"),
        deep("templates", "<template>"),
        deep("unknown elements", "<x-y>"),
        deep("quotations", "<blockquote><p>a"),
        deep("sections", "<article><h1>a</h1>"),
        hostile("deep and closed.html", |scale| {
            page(&("<div>".repeat(100_000 / scale) + &"</div>".repeat(100_000 / scale)))
        }),
        hostile("ends without beginnings.html", |scale| page(&"</div></p></b>".repeat(300_000 / scale))),
        hostile("formatting that each paragraph opens again.html", |scale| {
            let fonts: String = (0..2000 / scale.min(10)).map(|at| format!("<font size={at}>")).collect();
            page(&(fonts + &"<p>a".repeat(100_000 / scale)))
        }),
        hostile("links that never end.html", |scale| {
            page(&(0..100_000 / scale).map(|at| format!("<a href={at}>a ")).collect::<String>())
        }),
        hostile("a million paragraphs.html", |scale| page(&"<p>a".repeat(1_000_000 / scale))),
        hostile("99,000 paragraphs.html", |scale| page(&"<p>Envoys met.".repeat(99_000 / scale))),
        hostile("50,000 links.html", |scale| {
            page(&"<p><a href=/x>Read more here</a></p>".repeat(90_000 / scale))
        }),
        hostile("endless attribute.html", |scale| {
            page(&format!("<p title=\"{}", "a".repeat(20 * MEGABYTE / scale)))
        }),
        hostile("100,000 attributes.html", |scale| {
            page(&format!("<p {}>", (0..100_000 / scale).map(|at| format!("a{at}=1 ")).collect::<String>()))
        }),
        hostile("endless comment.html", |scale| page(&format!("<!-- {}", "-".repeat(20 * MEGABYTE / scale)))),
        hostile("endless script.html", |scale| {
            page(&format!("<script>{}", "a<b;".repeat(5 * MEGABYTE / scale)))
        }),
        hostile("50 MB line.html", |scale| page(&"word ".repeat(10 * MEGABYTE / scale))),
        hostile("endless title.html", |scale| {
            [b"<title>".to_vec(), vec![b't'; 10 * MEGABYTE / scale]].concat()
        }),
        hostile("10,000 headlines and a long title.html", |scale| {
            titled(
                &each(40_000 / scale, |at| format!("a{at} ")),
                &"<h1>abcdefghijk</h1>".repeat(10_000 / scale),
            )
        }),
        hostile("headline of 40,000 words that the title lacks.html", |scale| {
            let headline = each(40_000 / scale, |at| format!("b{at} "));
            titled(&each(40_000 / scale, |at| format!("a{at} ")), &format!("<h1>{headline}</h1>"))
        }),
        hostile("4,000 parts of a title and 16,000 paragraphs.html", |scale| {
            titled(
                &each(4000 / scale, |at| format!("a b c{at} | ")),
                &each(16_000 / scale, |at| format!("<p>x y {at}</p>")),
            )
        }),
        hostile("title of 100,000 outlets.html", |scale| {
            titled(&format!("a b c{}", " | x".repeat(100_000 / scale)), "")
        }),
        hostile("headline of 100,000 outlets.html", |scale| {
            let headline = format!("Talks open in Geneva{}", " - x".repeat(100_000 / scale));
            let source = "<meta property=og:site_name content=x>";
            titled(
                "",
                &format!(
                    "{source}<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"{headline}\"}}</script>"
                ),
            )
        }),
        hostile("1,900 short paragraphs beside 4 MB of long ones.html", |scale| {
            let short = |at: usize| {
                format!(
                    "<p>The envoy number {at} said that he would go home soon again, {} of them.",
                    at * 7919
                )
            };
            let long = |at: usize| {
                let word = |word: usize| format!("word{}, ", (at * 40_000 + word) * 7919 % 1_000_003);
                format!("<p>{}", each(4 * MEGABYTE / scale / 20 / 12, word))
            };
            page(&(each(1900 / scale.min(10), short) + &each(20, long)))
        }),
        hostile("references.html", |scale| page(&"&amp;&notit;&#x110000;&#0;".repeat(200_000 / scale))),
        hostile("100,000 statements.html", |scale| {
            page(&"<meta name=a content=b><time datetime=x>y</time>".repeat(90_000 / scale))
        }),
        hostile("deep JSON-LD.html", |scale| {
            page(&format!(
                "<script type=application/ld+json>{}</script>",
                "[{\"@graph\":".repeat(100_000 / scale)
            ))
        }),
        hostile("wide JSON-LD.html", |scale| {
            page(&format!(
                "<script type=application/ld+json>[{}{{}}]</script>",
                "{\"@type\":\"Article\"},".repeat(500_000 / scale)
            ))
        }),
        hostile("many JSON-LD.html", |scale| {
            page(&"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"x\"}</script>".repeat(50_000 / scale))
        }),
        hostile("nothing in it.html", |_| b"<html><body></body></html>".to_vec()),
        hostile("zeros in it.html", |_| page("<p>\0\0Zeros\0 stand here\0</p>\0<\0div>")),
        hostile("wrong character set.html", |_| {
            [
                b"<html><head><meta charset=shift_jis><title>Talks</title></head><body><p>".to_vec(),
                (128..=255).collect(),
                page(""),
            ]
            .concat()
        }),
        hostile("said to be UTF-16.html", |_| {
            [b"<html><head><meta charset=utf-16>".to_vec(), vec![0xe9, 0xe8], page("")].concat()
        }),
        hostile("impossible dates.html", |_| {
            b"<html><meta name=date content='9999-99-99'><time datetime='-1'>x</time><h1>Talks in Geneva</h1><p>Envoys met there for the third time, officials of both said.".to_vec()
        }),
    ]
}

fn markup() -> Vec<Hostile> {
    vec![
        hostile("laughs.xml", |_| {
            format!("<?xml version=\"1.0\"?><!DOCTYPE rss [{}]><rss><channel><item><title>&l9;</title><pubDate>2025-02-27</pubDate><description>&l9; &l9;</description></item></channel></rss>", laughs(10)).into_bytes()
        }),
        hostile("10,000 entities.xml", |_| {
            let declared: String = (0..10_000).map(|at| format!("<!ENTITY e{at} \"{at}\">")).collect();
            let used: String = (0..10_000).map(|at| format!("&e{at};")).collect();
            format!("<?xml version=\"1.0\"?><!DOCTYPE rss [{declared}]><rss><channel><item><pubDate>2025-02-27</pubDate><description>{used}</description></item></channel></rss>").into_bytes()
        }),
        hostile("large entity often.xml", |scale| {
            let used = "&a;".repeat(100_000 / scale);
            format!("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"{}\">]><rss><channel><item><pubDate>2025-02-27</pubDate><description>{used}</description></item></channel></rss>", "a".repeat(100_000)).into_bytes()
        }),
        hostile("file of this machine.xml", |_| {
            b"<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><rss><channel><item><pubDate>2025-02-27</pubDate><description>&f;</description></item></channel></rss>".to_vec()
        }),
        hostile("deep feed.xml", |scale| {
            feed(&format!("<item><description>{}", "<x>".repeat(100_000 / scale)))
        }),
        hostile("200,000 references.xml", |scale| {
            let escaped = "&lt;b&gt;a ".repeat(100_000 / scale);
            feed(&ITEM.replace("Envoys met", &format!("{escaped} Envoys met")))
        }),
        hostile("deep items.xml", |scale| feed(&"<item>".repeat(100_000 / scale))),
        hostile("deep HTML in a feed.xml", |scale| {
            feed(&format!(
                "<item><pubDate>2025-02-27</pubDate><description><![CDATA[{}text]]></description></item>",
                "<div>".repeat(100_000 / scale)
            ))
        }),
        hostile("cut off feed.xml", |_| feed(&ITEM.repeat(3))[..300].to_vec()),
        hostile("100,000 items.xml", |scale| feed(&ITEM.repeat(100_000 / scale))),
        hostile("no items.xml", |_| feed("")),
        hostile("ends of nothing.xml", |_| feed(&format!("</item></rss></channel>{ITEM}"))),
        hostile("wrong character set.xml", |_| {
            [
                b"<?xml version='1.0' encoding='utf-8'?><rss><channel>".to_vec(),
                vec![0xff, 0xfe, 0xc0],
                ITEM.as_bytes().to_vec(),
            ]
            .concat()
        }),
        hostile("unknown form.xml", |_| b"<?xml version=\"1.0\"?><urlset><url/></urlset>".to_vec()),
        hostile("100,000 groups.rtf", |scale| {
            [b"{\\rtf1 ".to_vec(), b"{".repeat(100_000 / scale), b"Envoys met.".to_vec()].concat()
        }),
        hostile("ends of groups.rtf", |scale| {
            [b"{\\rtf1 Envoys met.".to_vec(), b"}".repeat(100_000 / scale)].concat()
        }),
        hostile("binary without end.rtf", |_| b"{\\rtf1 Envoys \\bin9999999999 met.}".to_vec()),
        hostile("odd numbers.rtf", |_| {
            b"{\\rtf1\\ansicpg99999\\uc9999999999 \\u-99999999? \\u55357? \\'zz \\'f".to_vec()
        }),
        hostile("all controls.rtf", |scale| {
            [b"{\\rtf1 ".to_vec(), b"\\par\\uc5\\u233 \\v0\\ansicpg1251 \\'e9".repeat(500_000 / scale)]
                .concat()
        }),
    ]
}

/// A table whose second row has cells that are quoted.
fn quoted_cells(count: usize) -> Vec<u8> {
    let cells = each(count, |at| format!("\t\"{at}\""));
    format!("date\ttext\n2025-02-27\tEnvoys met.{cells}\n").into_bytes()
}

fn tables() -> Vec<Hostile> {
    vec![
        hostile("a million columns.csv", |scale| {
            let names: String = (0..1_000_000 / scale).map(|at| format!("c{at},")).collect();
            format!("date,text,{names}\n2025-02-27,Envoys met.\n").into_bytes()
        }),
        hostile("a million columns in each row.csv", |scale| {
            let names: String = (0..1_000_000 / scale).map(|at| format!("c{at},")).collect();
            let row = format!("2025-02-27,Envoys met.,{}\n", ",".repeat(1_000_000 / scale));
            format!("date,text,{names}\n{}", row.repeat(5)).into_bytes()
        }),
        hostile("quotation mark without end.csv", |scale| {
            [b"date,text\n2025-02-27,\"".to_vec(), b"a,b\n".repeat(17 * MEGABYTE / scale)].concat()
        }),
        hostile("50 MB cell.csv", |scale| {
            [
                b"date,text\n2025-02-27,".to_vec(),
                b"word ".repeat(10 * MEGABYTE / scale),
                b"\n2025-02-28,Envoys met.\n".to_vec(),
            ]
            .concat()
        }),
        hostile("300,000 rows without text.csv", |scale| {
            [b"date,text\n".to_vec(), b"2025-02-27,\n".repeat(300_000 / scale)].concat()
        }),
        hostile("zeros.csv", |_| b"date,text\n2025-02-27,Envoys\0met.\n\0\0,\0\n".to_vec()),
        hostile("names alone.csv", |_| b"id,date,text\n".to_vec()),
        hostile("no text column.csv", |_| b"id,date,title\n1,2025-02-27,Talks\n".to_vec()),
        hostile("no date column.csv", |_| b"id,title,text\n1,Talks,Envoys met.\n".to_vec()),
        hostile("unclear dates.csv", |_| {
            b"date,text\n03/04/2025,Envoys met.\nsoon,Envoys met.\n2025-13-01,Envoys met.\n".to_vec()
        }),
        hostile("noise after names.csv", |_| {
            [b"date,text\n".to_vec(), (0..=255).cycle().take(100_000).collect()].concat()
        }),
        hostile("names twice.csv", |_| b"date,text,text,date\n2025-02-27,Envoys met.,b,x\n".to_vec()),
        hostile("16,000 quoted cells.tsv", |scale| quoted_cells(16_000 / scale)),
        hostile("16,000 quoted cells in each of 50 members.zip", |scale| {
            let table = quoted_cells(16_000 / scale);
            let names: Vec<String> = (0..50).map(|at| format!("{at}.tsv")).collect();
            zip(&names.iter().map(|name| (name.as_str(), table.as_slice())).collect::<Vec<_>>())
        }),
        hostile("odd UTF-16.tsv", |_| {
            [
                vec![0xff, 0xfe],
                "date\ttext\n2025-02-27\tEnvoys met.\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
                vec![0x00, 0xd8, 0x41],
            ]
            .concat()
        }),
    ]
}

fn texts() -> Vec<Hostile> {
    vec![
        hostile("50 MB line.txt", |scale| {
            [b" date 2025-02-27 ".to_vec(), b"word ".repeat(10 * MEGABYTE / scale)].concat()
        }),
        hostile("50 MB without a space.txt", |scale| {
            [b" date 2025-02-27 ".to_vec(), vec![b'a'; 50 * MEGABYTE / scale]].concat()
        }),
        hostile("zeros.txt", |scale| vec![0; 10 * MEGABYTE / scale]),
        hostile("every byte.txt", |_| {
            [b" date 2025-02-27 ".to_vec(), (0..=255).cycle().take(10_000).collect()].concat()
        }),
        hostile("nothing.txt", |_| Vec::new()),
        hostile("mark alone.txt", |_| vec![0xef, 0xbb, 0xbf]),
        hostile("half a UTF-16 text.txt", |_| vec![0xff, 0xfe, 0x41]),
        hostile("deep.json", |scale| [b"{\"a\":".to_vec(), b"[".repeat(1_000_000 / scale)].concat()),
        hostile("50 MB line.jsonl", |scale| {
            format!(
                "{{\"date\":\"2025-02-27\",\"text\":\"{}\"}}\n{LINE}",
                "word ".repeat(10 * MEGABYTE / scale)
            )
            .into_bytes()
        }),
        hostile("70 MB line.jsonl", |scale| {
            format!("{LINE}{}\n{LINE}", "x".repeat(70 * MEGABYTE / scale)).into_bytes()
        }),
        hostile("300,000 broken lines.jsonl", |scale| {
            [LINE.as_bytes().to_vec(), b"{\"a\":}\n".repeat(300_000 / scale)].concat()
        }),
        hostile("empty lines.jsonl", |scale| {
            [LINE.as_bytes().to_vec(), b"\r\n".repeat(5_000_000 / scale), LINE.as_bytes().to_vec()].concat()
        }),
        hostile("returns alone.jsonl", |scale| LINE.replace('\n', "\r").repeat(100_000 / scale).into_bytes()),
        hostile("half a character.jsonl", |_| {
            b"{\"date\":\"2025-02-27\",\"text\":\"\\ud83d Envoys met.\"}\n{\"date\":\"2025-02-27\",\"text\":\"\xff\xfe Envoys met.\"}\n".to_vec()
        }),
        hostile("tags.txt", |scale| {
            "HD Talks\nPD 27 February 2025\nSN Wire\nWC 4\nLP Envoys met.\nTD\n"
                .repeat(50_000 / scale)
                .into_bytes()
        }),
        hostile("80,000 empty fields.txt", |scale| {
            let head = "HD Talks\nPD 27 February 2025\nSN Wire\nWC 4\nLA en\nLP Envoys met.\nTD\nMore.\n";
            format!("{head}{}", "SE\n".repeat(80_000 / scale)).into_bytes()
        }),
        hostile("export without ends.html", |scale| {
            format!(
                "<div class=\"article enArticle\">{}",
                "<p>834 words</p><p>27 February 2025</p>".repeat(90_000 / scale)
            )
            .into_bytes()
        }),
        hostile("document.pdf", |_| b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec()),
        hostile("picture.txt", |_| b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        hostile("old.doc", |_| [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![0; 512]].concat()),
        hostile("archive.tar", |_| [vec![b'a'; 257], b"ustar\x0000".to_vec(), vec![0; 249]].concat()),
    ]
}

fn messages() -> Vec<Hostile> {
    vec![
        hostile("40 parts in one another.eml", |_| multipart(40)),
        hostile("10,000 parts in one another.eml", |scale| multipart(10_000 / scale)),
        hostile("messages in one another.eml", |scale| {
            format!("{HEAD}{}", format!("Content-Type: message/rfc822\r\n\r\n{HEAD}").repeat(10_000 / scale))
                .into_bytes()
        }),
        hostile("boundary that is never there.eml", |_| {
            format!("{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\nEnvoys met.").into_bytes()
        }),
        hostile("boundary of itself.eml", |scale| {
            format!(
                "{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n{}",
                "--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".repeat(1000 / scale)
            )
            .into_bytes()
        }),
        hostile("100,000 parts.eml", |scale| {
            format!(
                "{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n{}",
                "--x\r\n\r\na\r\n".repeat(100_000 / scale)
            )
            .into_bytes()
        }),
        hostile("no base64.eml", |_| {
            format!("{HEAD}Content-Type: text/html; charset=nonsense\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!! ???? ====").into_bytes()
        }),
        hostile("endless head.eml", |scale| {
            format!("{HEAD}X: {}\r\n\r\nEnvoys met.", " a\r\n".repeat(2_000_000 / scale)).into_bytes()
        }),
        hostile("encoded subject.eml", |scale| {
            format!("From: a@b.example\r\nDate: Thu, 27 Feb 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\nSubject: {}\r\n\r\nEnvoys met.", "=?utf-8?Q?=E9?= =?x?B?!?=".repeat(50_000 / scale)).into_bytes()
        }),
        hostile("impossible date.eml", |_| HEAD.replace("27 Feb 2025", "99 Foo -1").into_bytes()),
        hostile("zeros.eml", |_| format!("{HEAD}\r\n\0Envoys\0 met.\0").into_bytes()),
        hostile("100,000 messages.mbox", |scale| {
            format!(
                "From a@b.example Thu Feb 27 10:00:00 2025\n{}\nEnvoys met.\n\n",
                HEAD.replace("\r\n", "\n")
            )
            .repeat(100_000 / scale)
            .into_bytes()
        }),
        hostile("70 MB message.mbox", |scale| {
            let one = format!("From a@b.example Thu Feb 27 10:00:00 2025\n{}\n", HEAD.replace("\r\n", "\n"));
            format!("{one}{}\n{one}Envoys met.\n", "word word\n".repeat(7 * MEGABYTE / scale)).into_bytes()
        }),
    ]
}

fn web_archives() -> Vec<Hostile> {
    vec![
        hostile("cut off.warc", |_| {
            let whole = [warc(&answer("", &page("")), None), warc(&answer("", &page("")), None)].concat();
            whole[..whole.len() - 200].to_vec()
        }),
        hostile("length below nothing.warc", |_| {
            [warc(&answer("", &page("")), Some("-5")), warc(&answer("", &page("")), None)].concat()
        }),
        hostile("length without end.warc", |_| warc(&answer("", &page("")), Some("99999999999999999999"))),
        hostile("length too small.warc", |_| {
            [warc(&answer("", &page("")), Some("40")), warc(&answer("", &page("")), None)].concat()
        }),
        hostile("head without end.warc", |scale| {
            format!("WARC/1.0\r\n{}", "a: b\r\n".repeat(500_000 / scale)).into_bytes()
        }),
        hostile("line without end.warc", |scale| {
            [b"WARC/1.0\r\n".to_vec(), vec![b'a'; 50 * MEGABYTE / scale]].concat()
        }),
        hostile("100,000 empty records.warc", |scale| warc(b"", None).repeat(100_000 / scale)),
        hostile("chunks without end.warc", |_| {
            warc(
                &answer(
                    "Transfer-Encoding: chunked\r\n",
                    &[b"fffffffffffffff\r\n".to_vec(), page("")].concat(),
                ),
                None,
            )
        }),
        hostile("chunks that are none.warc", |_| {
            warc(&answer("Transfer-Encoding: chunked\r\n", &page("")), None)
        }),
        hostile("bomb in an answer.warc", |scale| {
            warc(&answer("Content-Encoding: gzip\r\n", &gzip(&vec![b'a'; 128 * MEGABYTE / scale])), None)
        }),
        hostile("deflate bomb in an answer.warc", |scale| {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(&vec![0; 128 * MEGABYTE / scale]).unwrap();
            warc(&answer("Content-Encoding: deflate\r\n", &encoder.finish().unwrap()), None)
        }),
        hostile("Brotli.warc", |_| {
            warc(&answer("Content-Encoding: br\r\n", &[0x8b, 0x02, 0x80, 0x03]), None)
        }),
        hostile("broken member.warc.gz", |_| {
            let (good, mut bad) =
                (gzip(&warc(&answer("", &page("")), None)), gzip(&warc(&answer("", &page("")), None)));
            let middle = bad.len() / 2;
            bad[middle..].fill(0xaa);
            [good.clone(), bad, good].concat()
        }),
        hostile("bomb of records.warc.gz", |scale| {
            gzip(&warc(&answer("", &vec![b'a'; 40 * MEGABYTE / scale]), None).repeat(3))
        }),
        hostile("deep page.warc", |scale| warc(&answer("", &page(&"<div>".repeat(100_000 / scale))), None)),
    ]
}
