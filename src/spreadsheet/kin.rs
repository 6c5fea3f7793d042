//! Words of one kind of material, such as `бумага`, `картон` and `cardboard`.
//!
//! Invariant: a kind only proposes. A person decides what was meant.

/// The beginnings of words of each kind, separated by `|`.
const KINDS: [&str; 16] = [
    "бумаг|бумаж|картон|гофр|макулатур|газет|журнал|книг|тетрад|қағаз|кітап|дәптер|paper|cardboard|newspaper|book|magazine",
    "пласт|пэт|пет|пнд|пвд|полиэтилен|полипропилен|полимер|пленк|пакет|бутыл|крышк|крышеч|канистр|флакон|бөтелке|құты|қақпақ|\
     қапшық|plastic|polyethylene|polymer|pet|hdpe|ldpe|film|bag|bottle|cap|lid",
    "стекл|бутыл|шыны|әйнек|бөтелке|glass|bottle",
    "металл|желез|жест|алюмин|сталь|стальн|чермет|цветмет|лом|темір|қаңылтыр|консерв|metal|iron|steel|tin|alumin|can|cans|scrap",
    "электр|техник|компьютер|ноутбук|телефон|гаджет|прибор|монитор|принтер|кабел|провод|тұрмыстық|electr|appliance|computer|\
     laptop|phone|gadget|cable|weee",
    "батар|аккумул|batter|accumul",
    "лекарств|медикамент|таблет|аптеч|дәрі|medicin|drug|pill|pharma",
    "пенопласт|пенополистирол|полистирол|көбік|foam|polystyrene|styrofoam",
    "текстил|ткан|одежд|обув|тряп|ветош|мата|киім|аяқ|textil|cloth|fabric|shoe|garment",
    "вещ|одежд|обув|игруш|мебел|посуд|зат|киім|ойыншық|жиһаз|goods|cloth|toy|furniture|reus",
    "ламп|люминесц|ртут|шам|lamp|bulb",
    "шин|автошин|покрыш|колес|резин|дөңгелек|tyre|tire|wheel|rubber",
    "яиц|яич|яйц|лот|кассет|жұм|egg",
    "банк|банок|баноч|jar",
    "хлеб|булк|булоч|выпечк|батон|нан|тоқаш|bread|bak",
    "проч|друг|разн|смешан|мусор|басқа|әртүрлі|аралас|қоқыс|other|misc|mixed|trash|garbage|rubbish",
];

/// Returns whether two normalised words are of one kind.
#[must_use]
pub(super) fn are_kin(word: &str, other: &str) -> bool {
    let is_of = |kind: &&str, word: &str| kind.split('|').any(|beginning| word.starts_with(beginning));
    KINDS.iter().any(|kind| is_of(kind, word) && is_of(kind, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_kind_are_kin_in_every_language() {
        for (word, other) in
            [("бумага", "картон"), ("қағаз", "cardboard"), ("tires", "автошины"), ("одежда", "маталар")]
        {
            assert!(are_kin(word, other), "{word} {other}");
        }
        assert!(!are_kin("бумага", "пластик"));
    }
}
