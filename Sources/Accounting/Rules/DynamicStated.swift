import Quantities
import Studies

/// Dynamic energy as stated or metered, of the activity or of one kind of equipment.
enum DynamicStated: Rule {
  static let entry = RuleEntry(
    id: "dynamic-stated", title: "Dynamic energy, stated or metered",
    formula: "emissions = dynamic energy × grid intensity",
    applies: "where `energy: {dynamic: …}` is given, for the activity or for an equipment entry",
    about: """
      Taken as it is and never corrected. A figure made of device-time × rated power holds the \
      idle draw too; beside a separate idle figure it counts that twice, and the report says so.
      """,
    sources: [("luccioni2023", "section 4.2 and Table 1")])

  static func apply(to book: inout ActivityBook) {
    book.postStated(.dynamic, as: .dynamic, rule: entry.id)
  }
}

/// Idle energy as stated or metered, of the activity or of one kind of equipment.
enum IdleStated: Rule {
  static let entry = RuleEntry(
    id: "idle-stated", title: "Idle energy, stated or metered",
    formula: "emissions = idle energy × grid intensity",
    applies: "where `energy: {idle: …}` is given, for the activity or for an equipment entry",
    about: """
      What equipment draws for being on and held, whether it works or not: power × time or a \
      metered energy, never a multiplier on the dynamic figure.
      """,
    sources: [("luccioni2023", "section 4.3 and Table 2")])

  static func apply(to book: inout ActivityBook) {
    book.postStated(.idle, as: .idle, rule: entry.id)
  }
}

/// Transfer beyond the site, as stated.
enum NetworkStated: Rule {
  static let entry = RuleEntry(
    id: "network-stated", title: "Network energy, stated",
    formula: "emissions = network energy × grid intensity of the site",
    applies: "where `energy: {network: …}` is given",
    about: """
      Transfer beyond the site, such as the way of a request over the internet. Without a figure \
      it is listed as not covered and leaves totals complete.
      """,
    sources: [("ghgprotocol2011", "chapter 7, boundary setting")])

  static func apply(to book: inout ActivityBook) {
    book.postStated(.network, as: .network, rule: entry.id)
  }
}

/// Infrastructure as stated or metered.
enum InfrastructureMetered: Rule {
  static let entry = RuleEntry(
    id: "infrastructure-metered", title: "Infrastructure energy, metered",
    formula: "emissions = infrastructure energy × grid intensity",
    applies: "where `energy: {infrastructure: …}` is given; the PUE of the site is then not used",
    about: """
      Cooling, power conversion, network and storage of the site. The first that is known of three \
      is taken, per activity: its own figure; facility − equipment; (PUE − 1) × equipment.
      """,
    sources: [("luccioni2023", "section 4.3 and Table 2")])

  static func apply(to book: inout ActivityBook) {
    book.postStated(.infrastructure, as: .infrastructure, rule: entry.id)
  }
}
