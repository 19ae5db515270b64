//! What the desk counts of itself, in the form of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The upper bounds of the classes of time, in seconds.
const CLASSES: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.5, 1.0, 5.0];

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    routes: Mutex<BTreeMap<(String, &'static str, u16), Route>>,
}

#[derive(Debug, Default)]
struct Route {
    count: u64,
    seconds: f64,
    classes: [u64; CLASSES.len()],
}

impl Metrics {
    /// A request to a route that was answered.
    pub(crate) fn answered(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let seconds = took.as_secs_f64();
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        let route = routes.entry((route.to_owned(), method, status)).or_default();
        route.count += 1;
        route.seconds += seconds;
        for (class, most) in route.classes.iter_mut().zip(CLASSES) {
            *class += u64::from(seconds <= most);
        }
    }

    /// All of it; `gauges` are numbers that are known elsewhere, with what they mean.
    pub(crate) fn text(&self, gauges: &[(&str, &str, u64)]) -> String {
        let mut out = String::from(
            "# HELP legation_request_seconds How long requests took until the answer began.\n# TYPE legation_request_seconds histogram\n",
        );
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        for ((path, method, status), route) in routes.iter() {
            let labels = format!("route=\"{path}\",method=\"{method}\",status=\"{status}\"");
            for (count, most) in route.classes.iter().zip(CLASSES) {
                let _ = writeln!(out, "legation_request_seconds_bucket{{{labels},le=\"{most}\"}} {count}");
            }
            let _ = writeln!(out, "legation_request_seconds_bucket{{{labels},le=\"+Inf\"}} {}", route.count);
            let _ = writeln!(out, "legation_request_seconds_sum{{{labels}}} {:.6}", route.seconds);
            let _ = writeln!(out, "legation_request_seconds_count{{{labels}}} {}", route.count);
        }
        for (name, meaning, value) in gauges {
            let _ = writeln!(out, "# HELP {name} {meaning}\n# TYPE {name} gauge\n{name} {value}");
        }
        out
    }
}
