//! The tag sets: universal parts of speech, Penn tags, and dependency relations.

use std::fmt;
use std::str::FromStr;

/// A name that a tag set does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTag(pub String);

impl fmt::Display for UnknownTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not in the tag set", self.0)
    }
}

impl std::error::Error for UnknownTag {}

/// Declares a closed tag set with the names that treebanks write.
macro_rules! tagset {
    ($(#[$doc:meta])* $set:ident { $($tag:ident $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum $set { $($tag),* }

        impl $set {
            /// Every member, in the order of their numbers.
            pub const ALL: &'static [$set] = &[$($set::$tag),*];

            /// The name that treebanks write.
            pub fn name(self) -> &'static str {
                match self { $($set::$tag => $name),* }
            }
        }

        impl fmt::Display for $set {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $set {
            type Err = UnknownTag;
            fn from_str(name: &str) -> Result<Self, UnknownTag> {
                match name { $($name => Ok($set::$tag),)* _ => Err(UnknownTag(name.to_owned())) }
            }
        }
    };
}

tagset! {
    /// Universal parts of speech (<https://universaldependencies.org/u/pos/>).
    Upos { Adj "ADJ", Adp "ADP", Adv "ADV", Aux "AUX", Cconj "CCONJ", Det "DET", Intj "INTJ", Noun "NOUN", Num "NUM", Part "PART", Pron "PRON", Propn "PROPN", Punct "PUNCT", Sconj "SCONJ", Sym "SYM", Verb "VERB", X "X" }
}

tagset! {
    /// Penn Treebank tags as the English Web Treebank uses them.
    Xpos { Cc "CC", Cd "CD", Dt "DT", Ex "EX", Fw "FW", In "IN", Jj "JJ", Jjr "JJR", Jjs "JJS", Ls "LS", Md "MD", Nn "NN", Nnp "NNP", Nnps "NNPS", Nns "NNS", Pdt "PDT", Pos "POS", Prp "PRP", PrpPoss "PRP$", Rb "RB", Rbr "RBR", Rbs "RBS", Rp "RP", Sym "SYM", To "TO", Uh "UH", Vb "VB", Vbd "VBD", Vbg "VBG", Vbn "VBN", Vbp "VBP", Vbz "VBZ", Wdt "WDT", Wp "WP", WpPoss "WP$", Wrb "WRB", Afx "AFX", Add "ADD", Gw "GW", Hyph "HYPH", Nfp "NFP", Period ".", Comma ",", Colon ":", OpenQuote "``", CloseQuote "''", LeftBracket "-LRB-", RightBracket "-RRB-", Dollar "$" }
}

tagset! {
    /// Universal dependency relations (<https://universaldependencies.org/en/dep/>), with the English subtypes.
    Deprel { Root "root", Acl "acl", AclRelcl "acl:relcl", Advcl "advcl", AdvclRelcl "advcl:relcl", Advmod "advmod", Amod "amod", Appos "appos", Aux "aux", AuxPass "aux:pass", Case "case", Cc "cc", CcPreconj "cc:preconj", Ccomp "ccomp", Compound "compound", CompoundPrt "compound:prt", Conj "conj", Cop "cop", Csubj "csubj", CsubjOuter "csubj:outer", CsubjPass "csubj:pass", Dep "dep", Det "det", DetPredet "det:predet", Discourse "discourse", Dislocated "dislocated", Expl "expl", Fixed "fixed", Flat "flat", Goeswith "goeswith", Iobj "iobj", List "list", Mark "mark", Nmod "nmod", NmodDesc "nmod:desc", NmodPoss "nmod:poss", NmodUnmarked "nmod:unmarked", Nsubj "nsubj", NsubjOuter "nsubj:outer", NsubjPass "nsubj:pass", Nummod "nummod", Obj "obj", Obl "obl", OblAgent "obl:agent", OblUnmarked "obl:unmarked", Orphan "orphan", Parataxis "parataxis", Punct "punct", Reparandum "reparandum", Vocative "vocative", Xcomp "xcomp" }
}
