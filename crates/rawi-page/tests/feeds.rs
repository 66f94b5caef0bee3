//! Saved feeds, sitemaps and messages through the front door.

use rawi_page::{BlockKind, Document, Error, ErrorKind, FurnitureLexicon, Hints, InputKind};

fn read(bytes: &[u8], path: &str) -> Vec<Result<Document, Error>> {
    let hints = Hints { path: path.to_owned(), ..Hints::default() };
    rawi_page::read(bytes, &hints, &FurnitureLexicon::default()).collect()
}

#[track_caller]
fn entries(feed: &str) -> Vec<Document> {
    read(feed.as_bytes(), "feed.xml").into_iter().map(|document| document.expect("an entry")).collect()
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0' xmlns:content='x' xmlns:dc='y' xmlns:media='z'><channel>\
         <title>نبأ الفرات</title><image><title>شعار</title></image><language>ar</language>{items}</channel></rss>"
    )
}

fn published(document: &Document) -> Option<&str> {
    document.published.as_ref().map(|published| published.value.as_str())
}

#[test]
fn an_entry_is_headline_and_body_and_keeps_its_offset() {
    let feed = rss("<item><title>السد &quot;جاهز&quot;</title><link>https://nabaa.example/1</link><guid>n-1</guid>\
         <pubDate>Tue, 03 Feb 2026 01:30:00 +0300</pubDate><dc:creator>هدى السلموني</dc:creator>\
         <media:title>صورة</media:title><media:description>وصف الصورة</media:description><description>موجز</description>\
         <content:encoded><![CDATA[<p>قال الوزير إن السد جاهز.</p><p>وأضاف أن الماء كثير.</p>]]></content:encoded></item>");
    let [document] = &entries(&feed)[..] else { panic!("one entry") };
    assert_eq!(document.text.as_str(), "السد \"جاهز\"\nقال الوزير إن السد جاهز.\nوأضاف أن الماء كثير.");
    let kinds: Vec<_> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Paragraph]);
    assert_eq!((document.key.as_str(), document.url.as_deref()), ("n-1", Some("https://nabaa.example/1")));
    assert_eq!(published(document), Some("2026-02-03T01:30:00+03:00"));
    assert_eq!(document.author.as_deref(), Some("هدى السلموني"));
    assert_eq!(document.outlet.as_deref(), Some("نبأ الفرات"));
    assert_eq!((document.input.kind, document.input.record.as_deref()), (InputKind::FeedEntry, Some("1")));
    assert_eq!(document.sha256.len(), 64);
}

/// What is written where each block was read from, given the bytes of the entry.
fn written<'e>(document: &Document, entry: &'e str) -> Vec<&'e str> {
    document.blocks.iter().map(|block| &entry[block.raw.clone().expect("a place")]).collect()
}

#[test]
fn blocks_say_where_they_stand_in_the_entry() {
    let item = "<item><title>السد &quot;جاهز&quot;</title><description>موجز</description>\
        <content:encoded><![CDATA[<p>قال الوزير إن السد جاهز.</p><p>وأضاف أن <b>الماء</b> كثير.</p>]]></content:encoded></item>";
    let [document] = &entries(&rss(item))[..] else { panic!("one entry") };
    let body = &item[item.find("<![CDATA[").expect("a body")..item.find("</content").expect("its end")];
    let found = written(document, item);
    assert_eq!(found[..2], ["السد &quot;جاهز&quot;", "قال الوزير إن السد جاهز."]);
    // Of words between tags the element is told.
    assert!(body.ends_with(found[2]) && found[2].contains("<b>الماء</b>"), "{}", found[2]);

    let item = r#"{"id":"1","title":"السد جاهز","content_text":"قال الوزير إن السد جاهز.\nوأضاف أن \"الماء\" كثير."}"#;
    let feed = format!(r#"{{"version":"https://jsonfeed.org/version/1.1","title":"نبأ","items":[{item}]}}"#);
    let documents = read(feed.as_bytes(), "feed.json");
    let [Ok(document)] = &documents[..] else { panic!("one entry") };
    let found = written(document, item);
    assert_eq!(found[..2], ["السد جاهز", "قال الوزير إن السد جاهز."]);
    assert!(found[2].ends_with(r#"أن \"الماء\" كثير."#), "{}", found[2]);
}

#[test]
fn escaped_strings_and_titles_of_sitemaps_are_found_word_by_word() {
    let escape = |words: &str| -> String {
        words.encode_utf16().fold(String::new(), |out, unit| out + &format!("\\u{unit:04x}"))
    };
    let (dam, said) = (escape("السد"), escape("قال الوزير"));
    let item = format!(r#"{{"title":"{dam} جاهز","content_html":"<p>{said} \"نعم\".</p>"}}"#);
    let feed = format!(r#"{{"version":"https://jsonfeed.org/version/1.1","items":[{item}]}}"#);
    let document = entries(&feed).remove(0);
    assert_eq!(written(&document, &item), [format!("{dam} جاهز"), format!(r#"{said} \"نعم\"."#)]);
    let words = document.text.as_str();
    let minister =
        words.find("الوزير").and_then(|at| document.text.span(at..at + "الوزير".len())).expect("it is there");
    assert_eq!(document.provenance.raw(minister).map(|range| &item[range]), Some(escape("الوزير").as_str()));

    let url = "<url><loc>https://nabaa.example/1</loc><n:news><n:publication><n:name>نبأ</n:name></n:publication><n:title>السد جاهز</n:title></n:news></url>";
    let map =
        format!("<?xml version='1.0'?><urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>{url}</urlset>");
    assert_eq!(written(&entries(&map)[0], url), ["السد جاهز"]);
}

#[test]
fn dates_of_all_sorts() {
    for (written, expected) in [
        ("2026-01-08 11:42:50", Some("2026-01-08 11:42:50")),
        ("2026-01-08T11:42:50+02:00", Some("2026-01-08T11:42:50+02:00")),
        ("Thu, 8 Jan 2026 23:42 GMT+3", Some("2026-01-08T23:42+03:00")),
        ("الخميس، 08 كانون الثاني/يناير 2026", None),
    ] {
        let feed = rss(&format!("<item><title>السد جاهز</title><pubDate>{written}</pubDate></item>"));
        let [document] = &entries(&feed)[..] else { panic!("one entry") };
        assert_eq!(published(document), expected, "{written}");
        if expected.is_none() {
            // Kept as it is written, as the date line of the article.
            let line = document.blocks.iter().find(|block| block.kind == BlockKind::Dateline).expect("a date line");
            assert_eq!(&document.text[line.span], written);
            assert_eq!(document.notes[0].code, "page/published");
        }
    }
}

#[test]
fn a_bare_ampersand_and_names_of_html_do_no_harm() {
    let feed = rss(
        "<item><title>الوقود & النقل&nbsp;اليوم &bogus;</title><description>قال &lt;b&gt;الوزير&lt;/b&gt; &amp;amp; سكت</description></item>",
    );
    let [document] = &entries(&feed)[..] else { panic!("one entry") };
    assert_eq!(document.text.as_str(), "الوقود & النقل اليوم &bogus;\nقال الوزير & سكت");
}

#[test]
fn a_feed_in_an_arabic_charset_by_its_declaration_and_without() {
    for declared in ["windows-1256", "utf-8"] {
        let feed = rss("<item><title>السد جاهز للملء قبل نهاية الصيف</title></item>").replace("utf-8", declared);
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(&feed);
        let documents = read(&bytes, "feed.xml");
        let [Ok(document)] = documents.as_slice() else { panic!("{documents:?}") };
        assert_eq!(document.input.charset, "windows-1256");
        assert_eq!(document.text.as_str(), "السد جاهز للملء قبل نهاية الصيف");
    }
}

#[test]
fn markup_that_was_not_escaped_is_read() {
    let feed = rss(
        "<item><title>خبر</title><description><p>قال الوزير<br>إن السد جاهز.</p></description></item><item><title>ثان</title></item>",
    );
    let documents = entries(&feed);
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0].text.as_str(), "خبر\nقال الوزير\nإن السد جاهز.");
}

#[test]
fn atom_with_markup_links_and_authors() {
    let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title type='text'>نبأ</title><author><name>الموقع</name></author>\
        <entry><id>tag:n,1</id><title type='html'>السد &lt;b&gt;جاهز&lt;/b&gt;</title><link rel='self' href='https://n.example/self'/>\
        <link href='https://n.example/1?a=1&amp;b=2'/><updated>2026-02-03T10:00:00+03:00</updated><author><name>هدى</name></author>\
        <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>قال الوزير.</p><p>ثم سكت.</p></div></content></entry>\
        <entry><title>خبر</title><summary type='text'>1 &lt; 2</summary></entry></feed>";
    let documents = entries(feed);
    assert_eq!(documents[0].text.as_str(), "السد جاهز\nقال الوزير.\nثم سكت.");
    assert_eq!(documents[0].url.as_deref(), Some("https://n.example/1?a=1&b=2"));
    assert_eq!(
        (documents[0].author.as_deref(), published(&documents[0])),
        (Some("هدى"), Some("2026-02-03T10:00:00+03:00"))
    );
    assert_eq!(documents[1].text.as_str(), "خبر\n1 < 2");
    assert_eq!(documents[1].key, "feed.xml#2");
}

#[test]
fn a_json_feed_is_read_and_its_bad_entry_told() {
    let feed = r#"{ "version": "https://jsonfeed.org/version/1.1", "title": "نبأ", "items": [
        {"id": 7, "url": "https://n.example/7", "title": "السد جاهز", "content_html": "<p>قال الوزير.</p>",
         "date_published": "2026-02-03T10:00:00+03:00", "authors": [{"name": "هدى"}, {"name": "سامي"}]},
        5, {"id": "8", "content_text": "قال الوزير.\nثم سكت."}, {"id": "9"}]}"#;
    let documents = read(feed.as_bytes(), "feed.json");
    let [Ok(first), Err(error), Ok(second)] = documents.as_slice() else { panic!("{documents:?}") };
    assert_eq!((first.key.as_str(), first.text.as_str()), ("7", "السد جاهز\nقال الوزير."));
    assert_eq!((first.author.as_deref(), published(first)), (Some("هدى، سامي"), Some("2026-02-03T10:00:00+03:00")));
    assert_eq!((error.kind(), error.record_number()), (ErrorKind::Record, Some(2)));
    assert_eq!(&feed[error.offset().expect("a place") as usize..][..2], "5,");
    assert_eq!((second.key.as_str(), second.text.as_str()), ("8", "قال الوزير.\nثم سكت."));
}

#[test]
fn a_news_sitemap_gives_headlines_and_a_bare_one_says_so() {
    let news = "<?xml version='1.0'?><urlset xmlns:news='n' xmlns:image='i'><url><loc>https://n.example/1</loc><lastmod>2026-02-04</lastmod>\
        <news:news><news:publication><news:name>نبأ</news:name><news:language>ar</news:language></news:publication>\
        <news:publication_date>2026-02-03T10:00:00+03:00</news:publication_date><news:title>الوزير: السد جاهز</news:title></news:news>\
        <image:image><image:title>صورة</image:title></image:image></url><url><loc>https://n.example/2</loc></url></urlset>";
    let [document] = &entries(news)[..] else { panic!("one headline") };
    assert_eq!((document.text.as_str(), document.input.kind), ("الوزير: السد جاهز", InputKind::SitemapEntry));
    assert_eq!((document.outlet.as_deref(), published(document)), (Some("نبأ"), Some("2026-02-03T10:00:00+03:00")));
    assert_eq!(document.url.as_deref(), Some("https://n.example/1"));
    for (bare, message) in [
        (
            "<urlset><url><loc>https://n.example/2</loc></url></urlset>",
            "a sitemap of 1 addresses without headlines; nothing to read",
        ),
        (
            "<sitemapindex><sitemap><loc>https://n.example/s</loc></sitemap></sitemapindex>",
            "a sitemap of 0 addresses without headlines; nothing to read",
        ),
        ("<rss><channel><title>نبأ</title></channel></rss>", "a feed without entries; nothing to read"),
    ] {
        let documents = read(bare.as_bytes(), "s.xml");
        assert!(matches!(documents.as_slice(), [Err(error)] if error.message() == message), "{documents:?}");
    }
}

#[test]
fn other_xml_is_refused_and_a_page_in_xml_read() {
    let documents = read(b"<?xml version='1.0'?>\n<!-- x --><config><a>1</a></config>", "c.xml");
    assert!(matches!(documents.as_slice(), [Err(error)] if error.kind() == ErrorKind::NotText), "{documents:?}");
    let page =
        "<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'><body><p>قال الوزير إن السد جاهز.</p></body></html>";
    assert_eq!(entries(page)[0].input.kind, InputKind::Html);
}

#[test]
fn a_cut_feed_gives_its_whole_entries() {
    let feed = rss("<item><title>أول</title></item><item><title>ثان</title><description>قال");
    let feed = &feed[..feed.find("</channel>").expect("it ends")];
    let documents = read(feed.as_bytes(), "feed.xml");
    let [Ok(first), Err(error)] = documents.as_slice() else { panic!("{documents:?}") };
    assert_eq!((first.text.as_str(), error.kind()), ("أول", ErrorKind::Truncated));
    assert_eq!(error.record_number(), Some(2));
}

#[test]
fn a_broken_entry_does_not_stop_the_rest() {
    let feed = rss("<item><title>أول</title></item><item><title <![ broken></item><item><title>ثالث</title></item>");
    let documents = read(feed.as_bytes(), "feed.xml");
    let titles: Vec<_> = documents.iter().flatten().map(|document| document.text.as_str()).collect();
    assert!(titles.contains(&"أول") && titles.contains(&"ثالث"), "{documents:?}");
}

#[test]
fn a_page_saved_as_one_file_is_read() {
    let saved = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://nabaa.example/1\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b--\"\r\n\r\n----b--\r\nContent-Type: text/html\r\n\
        Content-Transfer-Encoding: 8bit\r\nContent-Location: https://nabaa.example/1\r\n\r\n\
        <html><body><article><h1>السد جاهز</h1><p>قال وزير المياه في نهاوند إن السد الجديد جاهز للملء قبل نهاية الصيف.</p></article></html>\r\n\
        ----b--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n----b----\r\n";
    let documents = read(saved.as_bytes(), "page.mhtml");
    let [Ok(document)] = documents.as_slice() else { panic!("{documents:?}") };
    assert_eq!((document.input.kind, document.url.as_deref()), (InputKind::Html, Some("https://nabaa.example/1")));
    assert!(document.text.as_str().contains("جاهز للملء قبل نهاية الصيف"));
}

#[test]
fn deep_and_wide_feeds_end() {
    let deep = format!("<rss><channel><item><title>خبر</title>{}", "<a>".repeat(50_000));
    let wide = format!("<rss><channel><item><title a='{}'>خبر</title></item>", "x".repeat(1_000_000));
    let many = format!("<rss><channel>{}", "<item><title>خبر</title></item>".repeat(20_000));
    let nested = format!("<rss><channel>{}<title>خبر</title>", "<item>".repeat(20_000));
    let refs = format!("<rss><channel><item><title>{}</title></item>", "&a;&#x41;".repeat(100_000));
    for (feed, n) in [(deep, 1), (wide, 1), (many, 20_000), (nested, 1), (refs, 1)] {
        assert_eq!(read(feed.as_bytes(), "feed.xml").len(), n);
    }
    let most = format!("<rss><channel>{}", "<item><title>خ</title></item>".repeat(50_010));
    let documents = read(most.as_bytes(), "feed.xml");
    assert_eq!(documents.iter().flatten().count(), 50_000);
    assert!(matches!(documents.last(), Some(Err(error)) if error.message().starts_with("a feed of more than 50000")));
    for broken in ["<item><![ ", "<item><![CDATA[", "<item><!--", "<item><?x ", "<item a='"] {
        let documents = read(format!("<rss><channel>{}", broken.repeat(200_000)).as_bytes(), "feed.xml");
        assert!(documents.len() <= 102 && documents.iter().all(Result::is_err), "{broken}");
    }
}
