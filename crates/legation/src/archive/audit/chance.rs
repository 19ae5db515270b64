//! Numbers by chance that are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).

/// A stream of numbers.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// A number below another one, which is not 0; its bias is below one in 2^32 for all counts that occur.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let wide = u128::from(self.next()) * count as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }
}

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The lot of a name under a seed: who has the lowest lots is drawn, so that the draw depends on the names alone, not on their order.
pub(super) fn lot(seed: u64, name: &str) -> u64 {
    let mut chance = Chance::new(seed);
    name.bytes()
        .fold(chance.next(), |lot, byte| mixed(lot ^ u64::from(byte)).wrapping_add(lot.rotate_left(7)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_reference() {
        let mut chance = Chance::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| chance.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn lots_are_even_and_hang_on_the_seed() {
        let names: Vec<String> = (0..10_000).map(|at| format!("e-{at:06x}")).collect();
        let low = names.iter().filter(|name| lot(1, name) < u64::MAX / 10).count();
        assert!((900..1100).contains(&low), "{low}");
        let same =
            names.iter().filter(|name| (lot(1, name) < u64::MAX / 10) == (lot(2, name) < u64::MAX / 10));
        assert!(same.count() < 8_600);
    }
}
