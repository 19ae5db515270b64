//! Where a place lies on the map: Equal Earth (Šavrič, Patterson and Jenny, 2018), as `web/build.mjs` draws the land.

const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
const SCALE: f64 = 960.0 / (2.0 * 2.706_629_983_696_074_8);

/// The width and the height of the map.
pub(crate) const SIZE: [f64; 2] = [960.0, 430.0];

/// Degrees north and east to a point of the map; none for what is no place on Earth.
pub(crate) fn point(lat: f64, lon: f64) -> Option<[f64; 2]> {
    if !lat.is_finite() || !lon.is_finite() || lat.abs() > 90.0 || lon.abs() > 180.0 {
        return None;
    }
    let root = 3_f64.sqrt() / 2.0;
    let theta = (root * lat.to_radians().sin()).asin();
    let (two, six) = (theta * theta, theta.powi(6));
    let [a1, a2, a3, a4] = A;
    let slope = a1 + 3.0 * a2 * two + six * (7.0 * a3 + 9.0 * a4 * two);
    let x = lon.to_radians() * theta.cos() / (root * slope);
    let y = theta * (a1 + a2 * two + six * (a3 + a4 * two));
    Some([480.0 + SCALE * x, 233.0 - SCALE * y])
}
