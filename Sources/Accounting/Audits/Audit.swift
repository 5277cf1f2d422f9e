public import Diagnostics

/// A look at a whole study for one thing that reviewers find.
///
/// An audit changes no figure. What it says is a note where a figure may be meant as it stands, and
/// a warning where it hardly can be; what is wrong in any case is an error of the reader, of the
/// resolver or of a rule, and never comes this far.
protocol Audit: Sendable {
  /// What it finds.
  static func findings(in subject: AuditSubject) -> [Diagnostic]
}

/// The audits.
enum Audits {
  /// In the order in which a reader meets what they look at: energy, time, figures, sites,
  /// equipment, totals.
  static var all: [any Audit.Type] {
    [
      PUETwice.self, MeterAgainstPower.self, WallClockHours.self, FractionalRepetition.self,
      UnlikelyPower.self, UnlikelyGrid.self, UnlikeMeters.self, MixedSides.self,
      MarketAsLocation.self, UnusualLifetime.self, FullUtilization.self, BusyForHeld.self,
      EmbodiedMethod.self, EmbodiedMissing.self, PartsOfTotal.self,
    ]
  }
}

extension Ledger {
  /// What a reviewer would ask of the study, beyond the notes: each with a code, a place and what to
  /// do next.
  ///
  /// They are looked for anew each time, and by `cradle check` alone: a report does without.
  public var findings: [Diagnostic] {
    let subject = AuditSubject(self)
    var findings: [Diagnostic] = []
    for audit in Audits.all { findings += audit.findings(in: subject) }
    return findings
  }
}
