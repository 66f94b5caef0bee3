//! The article of a page by its build, where a reading must be fast.
//!
//! The way is that of the reader view of browsers (Mozilla's Readability): paragraphs score for the elements around them, names of
//! elements count for or against them, links against; the best element, and what goes with it beside it, is the article, less the
//! boxes inside it that are built like menus. Where little is left, it is done again with fewer of these rules.

use crate::tree::{Element, Holds, Kind, Name, Tree};

/// Characters of an article, below which it is looked for once more.
const ENOUGH: usize = 250;
/// A box with a name of sharing holds no more characters.
const SHORT: usize = 500;
/// The heading of a box has fewer.
const SHORT_HEADING: usize = 60;
/// Candidates that are compared.
const CANDIDATES: usize = 5;
/// Characters of a paragraph that scores.
const PARAGRAPH: usize = 25;

/// For each line of the page: is it of the article?
pub(crate) fn lines(tree: &Tree) -> Vec<bool> {
    let (mut best, mut most, byline) = (vec![false; tree.lines.len()], 0, tree.byline());
    for (strip, weigh, clean) in [(true, true, true), (false, true, true), (false, false, true), (false, false, false)]
    {
        let found = View::new(tree, byline, strip, weigh).article(clean);
        let characters: usize =
            tree.lines.iter().zip(&found).filter(|(_, found)| **found).map(|(line, _)| line.holds.characters).sum();
        if characters > most {
            (best, most) = (found, characters);
        }
        if most >= ENOUGH {
            break;
        }
    }
    best
}

/// One attempt.
struct View<'a> {
    tree: &'a Tree,
    weigh: bool,
    /// Elements that are left out.
    out: Vec<bool>,
    /// What each holds with all that is inside it.
    holds: Vec<Holds>,
    /// How many elements with words or pictures lie right in it, and the last of them.
    inner: Vec<(usize, usize)>,
    /// Divisions that are paragraphs by what they hold.
    is_paragraph: Vec<bool>,
    /// Divisions around one paragraph and nothing else.
    is_wrapper: Vec<bool>,
    scores: Vec<Option<f32>>,
    /// Elements with a score, in the order they got one.
    scored: Vec<usize>,
}

impl<'a> View<'a> {
    fn new(tree: &'a Tree, byline: Option<usize>, strip: bool, weigh: bool) -> View<'a> {
        let n = tree.elements.len();
        let mut view = View {
            tree,
            weigh,
            out: vec![false; n],
            holds: tree.elements.iter().map(|element| element.own).collect(),
            inner: vec![(0, 0); n],
            is_paragraph: vec![false; n],
            is_wrapper: vec![false; n],
            scores: vec![None; n],
            scored: Vec::new(),
        };
        for at in 1..n {
            let element = view.element(at);
            view.out[at] = view.out[element.parent]
                || element.hidden
                || Some(at) == byline
                || (strip && (element.menu || view.is_unlikely(at)) && element.kind != Kind::Body);
        }
        for at in (1..n).rev().filter(|&at| !view.out[at]).collect::<Vec<_>>() {
            let element = view.element(at);
            let parent = element.parent;
            let (held, inner) = (view.holds[at], view.inner[at]);
            if element.kind == Kind::Div {
                view.is_paragraph[at] = element.n_lines > 0 && !held.blocks && held.link_density() < 0.25;
                let around_one = inner.0 == 1 && tree.elements[inner.1].kind == Kind::Paragraph && element.n_lines == 0;
                view.is_wrapper[at] = around_one && held.link_density() < 0.25;
            }
            if held.characters > 0 || held.pictures > 0 {
                view.inner[parent] = (view.inner[parent].0 + 1, at);
            }
            let mut held = held;
            if view.is_paragraph[at] {
                held.paragraphs += 1;
            }
            held.blocks |= matches!(
                element.kind,
                Kind::Quote
                    | Kind::Description
                    | Kind::Div
                    | Kind::List
                    | Kind::Paragraph
                    | Kind::Preformatted
                    | Kind::Table
            );
            view.holds[parent].add(&held);
        }
        view
    }

    fn element(&self, at: usize) -> &'a Element {
        &self.tree.elements[at]
    }

    fn is_unlikely(&self, at: usize) -> bool {
        let element = self.element(at);
        Name::is_unlikely(element.id, element.class)
            && !self.ancestors(at).take(3).any(|around| self.element(around).kind == Kind::Table)
    }

    /// The elements around one, from the inside out, less the root.
    fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> + use<'a> {
        let tree = self.tree;
        std::iter::successors(Some(tree.elements[at].parent), move |&at| Some(tree.elements[at].parent))
            .take_while(|&at| at != 0)
    }

    /// The same without divisions that are no more than their paragraph.
    fn around(&self, at: usize) -> impl Iterator<Item = usize> + use<'_, 'a> {
        self.ancestors(at).filter(|&around| !self.is_wrapper[around])
    }

    fn weight(&self, at: usize) -> f32 {
        let element = self.element(at);
        if self.weigh { element.id.weight() + element.class.weight() } else { 0.0 }
    }

    fn score_of_kind(&self, at: usize) -> f32 {
        let score = match self.element(at).kind {
            Kind::Div if !self.is_paragraph[at] => 5.0,
            Kind::Preformatted | Kind::Cell | Kind::Quote => 3.0,
            Kind::Description | Kind::List | Kind::Entry | Kind::Form => -3.0,
            Kind::Heading | Kind::Top => -5.0,
            _ => 0.0,
        };
        score + self.weight(at)
    }

    fn score(&self, at: usize) -> f32 {
        self.scores[at].unwrap_or_default()
    }

    /// Which lines are the article.
    fn article(mut self, clean: bool) -> Vec<bool> {
        self.score_all();
        let mut candidates = self.scored.clone();
        candidates.sort_by(|&one, &other| self.score(other).total_cmp(&self.score(one)));
        candidates.truncate(CANDIDATES);
        let top = candidates.first().copied().filter(|&top| self.element(top).kind != Kind::Body);
        let (mut within, mut lines) = (vec![false; self.out.len()], vec![false; self.tree.lines.len()]);
        if let Some(first) = top {
            let top = self.better(first, &candidates);
            let best = self.score(top).max(self.score(first));
            self.beside(top, best, &mut within, &mut lines);
        } else {
            within[0] = true;
        }
        self.inside(clean, &mut within, &mut lines);
        lines
    }

    /// Every paragraph scores for the elements around it, the less the farther they are.
    fn score_all(&mut self) {
        for at in 1..self.out.len() {
            let kind = self.element(at).kind;
            let scores = self.is_paragraph[at]
                || matches!(kind, Kind::Section | Kind::Heading | Kind::Paragraph | Kind::Preformatted);
            if scores && !self.out[at] && self.holds[at].characters >= PARAGRAPH {
                let around: Vec<usize> = self.around(at).take(5).collect();
                self.score_around(&around, self.holds[at]);
            }
        }
        for line in &self.tree.lines {
            let at = line.element;
            let is_own = matches!(
                self.element(at).kind,
                Kind::Div | Kind::Root | Kind::Body | Kind::Block | Kind::Row | Kind::Cell
            );
            if is_own && !self.is_paragraph[at] && !self.out[at] && line.holds.characters >= PARAGRAPH {
                let around: Vec<usize> =
                    [at].into_iter().filter(|&at| at != 0).chain(self.around(at)).take(5).collect();
                self.score_around(&around, line.holds);
            }
        }
        for &at in &self.scored {
            let score = self.score(at);
            if score > 5.0 {
                self.scores[at] = Some(score * (1.0 - self.holds[at].link_density()));
            }
        }
        self.scored.retain(|&at| self.scores[at].is_some_and(|score| score > 0.0));
    }

    #[allow(clippy::cast_precision_loss, reason = "a paragraph has fewer than 2^24 commas")]
    fn score_around(&mut self, around: &[usize], holds: Holds) {
        let score = (2 + holds.commas + (holds.characters / 100).min(3)) as f32;
        for (level, &at) in around.iter().enumerate() {
            let share = match level {
                0 => score,
                1 => score / 2.0,
                _ => score / (level * 3) as f32,
            };
            if self.scores[at].is_none() {
                self.scored.push(at);
            }
            let before = self.scores[at].unwrap_or_else(|| self.score_of_kind(at));
            self.scores[at] = Some(before + share);
            if self.element(at).kind == Kind::Body {
                break;
            }
        }
    }

    /// A better element than the best: one that holds many that are nearly as good; one further out with a higher score; one that holds
    /// nothing else.
    fn better(&self, top: usize, candidates: &[usize]) -> usize {
        let mut top = top;
        let near: Vec<Vec<usize>> = candidates
            .iter()
            .skip(1)
            .filter(|&&other| self.score(other) / self.score(top) >= 0.75)
            .map(|&other| self.ancestors(other).collect())
            .collect();
        let is_body = |at: &usize| self.element(*at).kind == Kind::Body;
        if near.len() >= 3 {
            let shared = |at: &usize| near.iter().filter(|around| around.contains(at)).count() >= 3;
            top = self.around(top).take_while(|at| !is_body(at)).find(shared).unwrap_or(top);
        }
        let (mut last, least) = (self.score(top), self.score(top) / 3.0);
        for around in self.around(top).take_while(|at| !is_body(at)) {
            let Some(score) = self.scores[around] else { continue };
            if score < least {
                break;
            }
            if score > last {
                top = around;
                break;
            }
            last = score;
        }
        for around in self.around(top).take_while(|at| !is_body(at)) {
            if self.inner[around].0 != 1 || self.element(around).n_lines > 0 {
                break;
            }
            top = around;
        }
        top
    }

    /// The best element, and what lies beside it and goes with it.
    fn beside(&self, top: usize, best: f32, within: &mut [bool], lines: &mut [bool]) {
        within[top] = true;
        let parent = self.around(top).next().unwrap_or(0);
        let least = (best * 0.2).max(10.0);
        let class = self.element(top).class_number;
        for (at, within) in within.iter_mut().enumerate().skip(1) {
            if self.out[at] || at == top || self.around(at).next().unwrap_or(0) != parent || self.is_wrapper[at] {
                continue;
            }
            let element = self.element(at);
            // A box about the author goes with no paragraph.
            if element.id.is_byline() || element.class.is_byline() {
                continue;
            }
            let bonus = if class != 0 && element.class_number == class { best * 0.2 } else { 0.0 };
            let (score, held) = (self.score(at), &self.holds[at]);
            *within |= if score > 0.0 {
                score + bonus >= least
            } else {
                (element.kind == Kind::Paragraph || self.is_paragraph[at]) && goes_along(held)
            };
        }
        let of_parent = |element: usize| element == parent && matches!(self.element(parent).kind, Kind::Div);
        for (line, taken) in self.tree.lines.iter().zip(lines) {
            *taken |= of_parent(line.element) && goes_along(&line.holds);
        }
    }

    /// The lines inside the elements of the article, less its boxes.
    fn inside(&self, clean: bool, within: &mut [bool], lines: &mut [bool]) {
        let n = within.len();
        for at in 1..n {
            within[at] = !self.out[at] && (within[at] || within[self.element(at).parent]);
        }
        // What is left of each, its own boxes taken away first.
        let mut holds: Vec<Holds> = self.tree.elements.iter().map(|element| element.own).collect();
        let mut is_box = vec![false; n];
        let data = self.data_tables();
        for at in (1..n).rev().filter(|&at| within[at]) {
            let element = self.element(at);
            let share = element.id.is_share() || element.class.is_share();
            is_box[at] = element.kind == Kind::Aside
                || (share && holds[at].characters < SHORT)
                || (matches!(element.kind, Kind::Heading | Kind::Top) && self.weight(at) < 0.0)
                || (clean && self.is_menu(at, &holds[at], &data));
            if !is_box[at] {
                let mut held = holds[at];
                if self.is_paragraph[at] {
                    held.paragraphs += 1;
                }
                if element.kind == Kind::List {
                    held.lists = held.characters;
                }
                holds[element.parent].add(&held);
            }
        }
        for at in 1..n {
            is_box[at] |= is_box[element_parent(self.tree, at)];
        }
        for (line, taken) in self.tree.lines.iter().zip(lines) {
            *taken |= within[line.element] && !self.out[line.element];
            *taken &= !is_box[line.element];
        }
    }

    /// Tables of figures, and what is inside them.
    fn data_tables(&self) -> Vec<bool> {
        let mut data = vec![false; self.out.len()];
        for at in 1..data.len() {
            let (element, held) = (self.element(at), &self.holds[at]);
            let columns = held.cells.checked_div(held.rows).unwrap_or_default();
            data[at] = data[element.parent]
                || (element.kind == Kind::Table
                    && (held.named || held.rows >= 10 || columns > 4 || held.cells > 10)
                    && held.rows > 1
                    && columns > 1);
        }
        data
    }

    /// Is this division, list, table or form built like a menu rather than like a part of a text?
    fn is_menu(&self, at: usize, held: &Holds, data: &[bool]) -> bool {
        let element = self.element(at);
        let judged = match element.kind {
            // What is left of a box of links is its heading.
            Kind::Div if held.characters < SHORT_HEADING && !held.ends => {
                let gone = self.holds[at].characters - held.characters.min(self.holds[at].characters);
                if gone > 4 * held.characters {
                    return true;
                }
                !self.is_paragraph[at] && !self.is_wrapper[at]
            }
            Kind::Div => !self.is_paragraph[at] && !self.is_wrapper[at],
            Kind::List | Kind::Table | Kind::Form => true,
            _ => false,
        };
        if !judged || data[at] {
            return false;
        }
        let weight = self.weight(at);
        if weight < 0.0 {
            return true;
        }
        if held.commas >= 10 {
            return false;
        }
        let is_list = element.kind == Kind::List || Holds::share(held.lists, held.characters) > 0.9;
        let in_figure = self.ancestors(at).any(|around| self.element(around).kind == Kind::Figure);
        let density = held.link_density();
        let pictures = held.pictures > 1 && held.paragraphs * 2 < held.pictures && !in_figure;
        let inputs = element.kind == Kind::Form && held.inputs > held.paragraphs / 3;
        let short = !is_list
            && !in_figure
            && held.characters < PARAGRAPH
            && (held.pictures == 0 || held.pictures > 2)
            && density > 0.0
            && Holds::share(held.headings, held.characters) < 0.9;
        let linked = if is_list { density > 0.75 } else { density > if weight >= 25.0 { 0.5 } else { 0.2 } };
        let empty = held.pictures == 0 && !held.prose;
        let entries = !is_list && held.entries > held.paragraphs + 100;
        pictures || inputs || short || linked || empty || entries
    }
}

fn element_parent(tree: &Tree, at: usize) -> usize {
    tree.elements[at].parent
}

/// Does a paragraph beside the best element read like one of its own?
fn goes_along(held: &Holds) -> bool {
    match held.characters {
        0 => false,
        1..=80 => held.linked == 0 && held.ends,
        _ => held.link_density() < 0.25,
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::FurnitureLexicon;
    use crate::pass::{Main, Pass};

    const ONE: &str =
        "قال وزير المياه في نهاوند إن السد الجديد جاهز للملء، وإن القرى ستشرب منه قبل نهاية الصيف المقبل.";
    const TWO: &str = "وأضاف الوزير أن الماء سيصل إلى القرى كلها، وأن القنوات حفرت، وأن المال حاضر لما بقي من العمل.";
    const THREE: &str =
        "ونفت نقابة المزارعين ذلك، وقالت إن القنوات لم تحفر بعد، وإن المال نفد منذ أشهر كما يعلم الجميع.";

    /// The lines that are taken.
    fn taken(body: &str) -> Vec<String> {
        let page = format!("<html><head><title>x</title></head><body>{body}</body></html>");
        let pass = Pass::fast(&page, &FurnitureLexicon::of("", "", ""));
        let Main::Tree(tree) = pass.main else { panic!("a fast pass counts elements") };
        let lines = super::lines(&tree);
        pass.lines.all.into_iter().zip(lines).filter(|(_, taken)| *taken).map(|(line, _)| line.line.words).collect()
    }

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        assert_eq!(taken(body), expected);
    }

    #[test]
    fn the_article_is_what_holds_the_paragraphs() {
        check(
            &format!(
                "<div><ul><li><a href=/1>أخبار</a><li><a href=/2>رياضة</a></ul></div><div><p>{ONE}<p>{TWO}<p>{THREE}</div>\
                 <div><a href=/3>السد يغلق طريق الجبل القديم</a> <a href=/4>أمطار غزيرة في القرى</a></div>"
            ),
            &[ONE, TWO, THREE],
        );
    }

    #[test]
    fn names_of_boxes_speak_against_them() {
        check(
            &format!(
                "<div class=sidebar><p>{THREE}</p></div><div class=story><p>{ONE}</p><div class=share><p>شارك</p></div><p>{TWO}</p><p>{ONE}</p>\
                 <aside><p>{THREE}</p></aside><p style='display: none'>لا يراه أحد</p></div><div id=comments><p>{THREE}</p><p>{THREE}</p></div>"
            ),
            &[ONE, TWO, ONE],
        );
    }

    #[test]
    fn a_box_of_links_inside_the_article_is_none_of_it() {
        let links = "<div><b>اقرأ أيضا</b><ul><li><a href=/1>أمطار غزيرة تغلق طريق الجبل القديم</a><li><a href=/2>القرى تنتظر</a></ul></div>";
        check(&format!("<div><p>{ONE}</p>{links}<p>{TWO}</p><p>{THREE}</p></div>"), &[ONE, TWO, THREE]);
    }

    #[test]
    fn divisions_around_each_paragraph_and_breaks_instead_of_paragraphs_are_no_trouble() {
        check(
            &format!("<div><div><p>{ONE}</p></div><div><p>{TWO}</p></div><div>{THREE}</div></div>"),
            &[ONE, TWO, THREE],
        );
        check(&format!("<div>{ONE}<br><br>{TWO}<br><br>{THREE}</div>"), &[ONE, TWO, THREE]);
    }

    #[test]
    fn in_a_layout_of_tables_the_cell_counts() {
        check(
            &format!(
                "<table><tr><td><a href=/1>أخبار</a><br><a href=/2>رياضة</a></td><td><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></td></tr></table>"
            ),
            &[ONE, TWO, THREE],
        );
    }

    #[test]
    fn where_little_is_left_fewer_rules_hold() {
        check(&format!("<div class=comments><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"), &[ONE, TWO, THREE]);
        check("", &[]);
        check("<div>ماء</div>", &["ماء"]);
    }
}
