/// The codes of all messages: each has a folder of its own under `Data/mistakes`, with an
/// explanation, a study that makes the mistake and the message that it gets.
public enum Code: String, Hashable, Sendable, CaseIterable {
  // The text of a study: bytes and YAML.
  case emptyFile = "empty-file"
  case tooLarge = "too-large"
  case invalidUTF8 = "invalid-utf8"
  case controlCharacter = "control-character"
  case tabIndentation = "tab-indentation"
  case indentation
  case nestedTooDeeply = "nested-too-deeply"
  case duplicateKey = "duplicate-key"
  case keyForm = "key-form"
  case anchor
  case alias
  case tag
  case mergeKey = "merge-key"
  case directive
  case severalDocuments = "several-documents"
  case unquotedText = "unquoted-text"
  case unclosed
  case badEscape = "bad-escape"
  case syntax

  // Quantities and expressions.
  case missingUnit = "missing-unit"
  case wrongDimension = "wrong-dimension"
  case commaInNumber = "comma-in-number"
  case gasMissing = "gas-missing"
  case unknownName = "unknown-name"
  case expression
  case notFinite = "not-finite"
  case percentOfPercentage = "percent-of-percentage"
  case badRange = "bad-range"
  case badSpread = "bad-spread"
  case notPositive = "not-positive"
  case outOfRange = "out-of-range"

  // The structure of a study.
  case wrongShape = "wrong-shape"
  case unknownKey = "unknown-key"
  case missingKey = "missing-key"
  case unknownChoice = "unknown-choice"
  case badName = "bad-name"
  case unknownVersion = "unknown-version"
  case noActivity = "no-activity"
  case stageMissing = "stage-missing"
  case stageTwice = "stage-twice"
  case duplicateActivity = "duplicate-activity"
  case cycle
  case unknownSite = "unknown-site"
  case unknownEquipment = "unknown-equipment"
  case unknownZone = "unknown-zone"
  case unknownRegion = "unknown-region"
  case unknownRow = "unknown-row"
  case unknownSource = "unknown-source"
  case unknownPath = "unknown-path"

  // Catalogues of one's own, and versions of the bundled one.
  case duplicateFactor = "duplicate-factor"
  case outsideFolder = "outside-folder"
  case catalogueVersion = "catalogue-version"
  case unknownCatalogue = "unknown-catalogue"

  // What a study counts.
  case partBesideWhole = "part-beside-whole"
  case countedTwice = "counted-twice"
  case negativeRest = "negative-rest"
  case busyBeyondHeld = "busy-beyond-held"
  case loadBelowIdle = "load-below-idle"
  case overlap
  case hostMissing = "host-missing"
  case siteMissing = "site-missing"
  case mixedUnits = "mixed-units"
  case unlikeDeliveries = "unlike-deliveries"
  case unlikeIntensities = "unlike-intensities"
  case pueUnused = "pue-unused"
  case assumption

  // What an auditor finds.
  case pueTwice = "pue-twice"
  case deviceTime = "device-time"
  case fractionalRepeat = "fractional-repeat"
  case unlikelyFigure = "unlikely-figure"
  case marketAsLocation = "market-as-location"
  case unusualLifetime = "unusual-lifetime"
  case fullUtilization = "full-utilization"
  case busyForHeld = "busy-for-held"
  case embodiedMethod = "embodied-method"
  case embodiedMissing = "embodied-missing"
  case partsOfTotal = "parts-of-total"
  case unlikeDynamic = "unlike-dynamic"

  // What a study expects.
  case unknownFigure = "unknown-figure"
  case expectationMissed = "expectation-missed"
  case needlessBut = "needless-but"
  case incompleteExpectation = "incomplete-expectation"

  // Logs.
  case unknownLog = "unknown-log"
  case rejectedRows = "rejected-rows"
  case doubtfulLog = "doubtful-log"
  case noRequest = "no-request"
  case noJob = "no-job"
  case noFit = "no-fit"

  // The tool.
  case usage
  case unreadable
  case unknownStudy = "unknown-study"
  case unknownTopic = "unknown-topic"
  case unknownFactor = "unknown-factor"
  case functionalUnit = "functional-unit"
}
