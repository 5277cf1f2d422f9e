import Quantities

/// The bounds beyond which audits speak, each with where it comes from. They lie well outside what
/// sources print, so that what is only unusual passes in silence.
enum Threshold {
  /// How far off a figure is that is taken for a slip of a prefix, a thousandfold. Sources differ by
  /// a factor of four on the making of one card (150 kg, Luccioni et al. 2023; 568 kg, Boavizta
  /// 2024), and partial load by some ten on the power of one.
  static let slip = 100.0

  /// Location-based intensities of grids: the rows of the catalogue above zero go from 1.3 g/kWh
  /// (Manitoba, direct, 2022) to 1306 (Turkmenistan, life-cycle); brown coal burnt in one old
  /// station comes to some 1500.
  static let intensity = Quantity<Intensity>.grams(1)...Quantity<Intensity>.grams(2000)

  /// PUEs: the highest of the catalogue is 2.5, the survey of the Uptime Institute of 2007.
  static let pue = Quantity<Ratio>(base: 3)

  /// Power by the emissions of making the device. The catalogue has 0.1 W/kg for a server full of
  /// disks (Dell R740), 4.3 for a card (H100, 700 W by 164 kg), some 10 for bare processors.
  static let wattsPerKilogram = 0.004...200.0

  /// Power at work by idle draw: the catalogue's widest is 23 (Mac Studio M2 Ultra, 295 W by 13).
  static let powerByIdle = 300.0

  /// The range of lifetimes that sources print: 3 years (Wu et al. 2022, "3- to 5-year lifetime")
  /// to 6 (Luccioni et al. 2023, section 4.1; IRISCAST 2023).
  static let printedLifetimes = "3 to 6 years"

  /// Lifetimes that pass: those that sources print with room for phones and edge boards on the one
  /// side, and for machines that are kept on the other.
  static let lifetime = Quantity<Duration>.hours(8760)...Quantity<Duration>.hours(87_600)

  /// How long a run may last by the clock. BLOOM took 118 days (Luccioni et al. 2023, section 3),
  /// the whole development of LLaMA some five months (Touvron et al. 2023, section 6).
  static let run = Quantity<Duration>.hours(2 * 8760)

  /// What the machine around an accelerator may draw for each of them: the DGX A100 is rated at
  /// 6.5 kW with eight cards of 400 W, 412 W beside each (NVIDIA, data sheet, 2020).
  static let host = Quantity<Power>.watts(500)

  /// How far metered energy may lie above what all devices draw at full power.
  static let abovePower = 1.5

  /// How far metered energy may lie below what all devices draw when idle; sensors err by 5 %, and
  /// those of some cards see a quarter of the time (Yang et al. 2023, arXiv 2312.02741).
  static let belowIdle = 0.7

  /// The least mean draw of equipment that is on, as a share of its power: the catalogue's lowest
  /// is 4.4 % (Mac Studio M2 Ultra, 13 W by 295); the A100 has 15 %.
  static let leastShare = 0.03

  /// A whole card of a data centre: the lowest of the catalogue is 150 kg, its dies and memory
  /// alone come to 10 to 31 kg (Faiz et al. 2024; Li et al. 2023).
  static let wholeCard = Quantity<Mass>.kilograms(40)

  /// From which power on a card is one of a data centre and no edge board.
  static let cardPower = Quantity<Power>.watts(150)

  /// Up to how much of a device's life held in a study leaves room for others to hold it.
  static let sharedLife = 0.9

  /// How many published figures are set against each other.
  static let mostExpectations = 300
}

extension Quantity<Intensity> {
  /// An amount in gCO2e/kWh.
  static func grams(_ number: Double) -> Quantity { Quantity(base: number / 3.6e6) }
  /// The amount in gCO2e/kWh.
  var grams: Double { base * 3.6e6 }
}
