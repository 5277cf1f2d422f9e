import Factors
import Testing

@Suite("An index of names")
struct NameIndexTests {
  @Test("Names keep the order in which they came, whether there are few or many")
  func places() {
    for count in [0, 1, 23, 24, 25, 26, 500] {
      let names = (0..<count).map { "name \($0 * 7 % 501)" }
      var index = NameIndex()
      for (place, name) in names.enumerated() {
        let (isNew, found) = index.insert(name)
        #expect(isNew && found == place)
      }
      #expect(index.names == names)
      for (place, name) in names.enumerated() {
        let (isNew, found) = index.insert(name)
        #expect(!isNew && found == place && index[name] == place)
      }
      #expect(index["name"] == nil)
      #expect(!index.contains(""))
    }
  }

  @Test("Of equal names the first counts")
  func equals() {
    let index = NameIndex(["b", "a", "b", "a", "c"])
    #expect(index.names == ["b", "a", "c"])
    #expect(index["c"] == 2)
  }
}
