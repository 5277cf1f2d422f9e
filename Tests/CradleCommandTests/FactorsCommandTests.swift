import Testing

@testable import CradleCommand

@Suite("The command factors")
struct FactorsCommandTests {
  @Test("An entry is shown with all its rows, their spread, their notes and their sources")
  func entry() {
    let run = TestSystem.run("factors", "NVIDIA A100-SXM4-80GB")
    #expect(run.status == 0)
    #expect(run.err == "")
    #expect(
      run.out == """
        NVIDIA A100-SXM4-80GB
        ═════════════════════

        NVIDIA A100 SXM4 80GB, nvidia-a100-sxm4-80gb
        ────────────────────────────────────────────

        Figure              Value   Year   Method       Source           Trust
        ───────────────────────────────────────────────────────────────────────
        power               400 W   2020   TDP          nvidia2021a100   high
        idle                 63 W   2024   measured     hu2024           medium
        embodied       150 kgCO2e   2023   assumption   luccioni2023     low
                     567.7 kgCO2e   2024   modelled     boavizta2024     low
                       330 kgCO2e   2024   published    morand2024       low
        memory              80 GB   2020   datasheet    nvidia2021a100   high
        mig-slices              7   2025   datasheet    nvidia2025mig    high
        die-area          826 mm2   2020   datasheet    epoch2025        high
        node                 7 nm   2020   datasheet    epoch2025        high

        embodied: 150 kgCO2e unless another is picked; other methods 330 .. 567.7 kgCO2e
        400 W: the figure the BLOOM study uses
        63 W: tenth percentile of the power of a whole cluster; models may be loaded
        150 kgCO2e: assumed by the BLOOM authors for every GPU of the project; no
        life-cycle assessment of this card behind it; others print 330 kg (MLCA) and 568
        kg (BoaviztAPI) for the 80 GB card
        567.7 kgCO2e: disputed: others print 150 kg and 330 kg
        330 kgCO2e: disputed: others print 150 kg and 568 kg

        Sources
        ───────

        [boavizta2024]    Boavizta (2024). BoaviztAPI: environmental impact of hardware,
                          bottom-up. Software and data, as compared with other tools.
        [epoch2025]       Epoch AI (2025). Data on Machine Learning Hardware. Data set,
                          CC BY 4.0.
        [hu2024]          Hu et al. (2024). Characterization of Large Language Model
                          Development in the Datacenter. USENIX Symposium on Networked
                          Systems Design and Implementation.
        [luccioni2023]    Luccioni, Viguier, Ligozat (2023). Estimating the Carbon
                          Footprint of BLOOM, a 176B Parameter Language Model. Journal
                          of Machine Learning Research 24(253).
        [morand2024]      Morand, Ligozat, Névéol (2024). MLCA: a tool for Machine
                          Learning Life Cycle Assessment. International Conference on
                          ICT for Sustainability.
        [nvidia2021a100]  NVIDIA (2021). NVIDIA A100 Tensor Core GPU, data sheet. Data
                          sheet.
        [nvidia2025mig]   NVIDIA (2025). Multi-Instance GPU user guide. Documentation.

        catalogue 2026.11, 1 entry

        """)
  }

  @Test("One figure of several entries is one table")
  func figure() {
    #expect(
      TestSystem.run("factors", "mobile", "network", "5g").out == """
        mobile network 5g
        ═════════════════

        Mobile network, 5G, mobile-network-5g
        ─────────────────────────────────────

        Transfer

         Value   Year   Method     Source            Trust
        kWh/GB
        ───────────────────────────────────────────────────
        0.0104   2022   measured   basestation2022   medium
        0.06     2020   modelled   golard2020        medium

        transfer: 0.0104 kWh/GB unless another is picked; other methods 0.06 kWh/GB
        0.0104 kWh/GB: radio access network alone
        0.06 kWh/GB: base station alone

        Sources
        ───────

        [basestation2022]  IEEE (2022). Base Station Energy Use in Dense Urban and
                           Suburban Areas. IEEE Xplore document 10005276, as cited by
                           Scope3.
        [golard2020]       Golard (2020). Power consumption evaluation of mobile radio
                           access networks.

        catalogue 2026.11, 1 entry

        """)
    #expect(
      TestSystem.run("factors", "pue", "google", "2022").out.hasPrefix(
        """
        pue google 2022
        ═══════════════

        PUE

        Entry                 Value   Year   Method     Source            Trust
        ────────────────────────────────────────────────────────────────────────
        gcp/asia-east1         1.12   2021   measured   ccf2023           high
        gcp/asia-southeast1    1.13   2021   measured   ccf2023           high

        """))
  }

  @Test("Many entries are a list of what stands for each figure")
  func list() {
    let out = TestSystem.run("factors", "aws", "intensity").out
    #expect(
      out.hasPrefix(
        """
        aws intensity
        ═════════════

        Entry                Figure                  Value   Year   Source
        ───────────────────────────────────────────────────────────────────
        aws/af-south-1       intensity     900.6 gCO2e/kWh   2020   ccf2023
        aws/ap-east-1        intensity       710 gCO2e/kWh   2020   ccf2023
        aws/ap-northeast-1   intensity     465.8 gCO2e/kWh   2020   ccf2023

        """))
  }

  @Test("Every page keeps to 80 columns")
  func width() {
    for word in ["h100", "grid", "region", "epyc", "embodied", "site", "france", "server"] {
      let run = TestSystem.run("factors", word)
      #expect(run.status == 0)
      for line in run.out.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
  }

  @Test("Rows come as the catalogue has them, and sources as BibTeX")
  func csvAndBibTeX() {
    #expect(
      TestSystem.run("factors", "mobile-network-5g", "--format", "csv").out == """
        id,figure,value,unit,year,method,source,confidence,note
        mobile-network-5g,transfer,0.0104,kWh/GB,2022,measured,basestation2022,medium,radio access network alone
        mobile-network-5g,transfer,0.06,kWh/GB,2020,modelled,golard2020,medium,base station alone

        """)
    #expect(
      TestSystem.run("factors", "mobile-network-5g", "-f", "bibtex").out == """
        @misc{basestation2022,
          author = {{IEEE}},
          title = {Base Station Energy Use in Dense Urban and Suburban Areas},
          year = {2022},
          howpublished = {IEEE Xplore document 10005276, as cited by Scope3},
          url = {https://ieeexplore.ieee.org/document/10005276},
        }

        @phdthesis{golard2020,
          author = {Golard, Louis},
          title = {Power consumption evaluation of mobile radio access networks},
          year = {2020},
          note = {As cited by Scope3},
        }

        """)
  }

  @Test("As data it names the schema, the catalogue and the place of every row")
  func json() {
    #expect(
      TestSystem.run("factors", "internet-core", "-f", "json").out == """
        {
          "schema": "cradle.factors/1",
          "catalogue": "2026.11",
          "query": ["internet-core"],
          "entries": [
            {
              "id": "internet-core",
              "kind": "component",
              "name": "Core of the internet",
              "aliases": [],
              "figures": [
                {
                  "figure": "transfer",
                  "unit": "kWh/GB",
                  "value": 0.004,
                  "low": 0.004,
                  "high": 0.04,
                  "rows": [
                    {
                      "value": 0.004,
                      "digits": "0.004",
                      "unit": "kWh/GB",
                      "year": 2015,
                      "method": "modelled",
                      "source": "aslan2018",
                      "confidence": "high",
                      "note": "falls by half about every two years",
                      "picked": true,
                      "place": "Data/factors/equipment.csv:757"
                    },
                    {
                      "value": 0.04,
                      "digits": "0.04",
                      "unit": "kWh/GB",
                      "year": 2012,
                      "method": "modelled",
                      "source": "krug2014",
                      "confidence": "high",
                      "note": "",
                      "picked": false,
                      "place": "Data/factors/equipment.csv:758"
                    }
                  ]
                }
              ]
            }
          ],
          "sources": [
            {
              "key": "aslan2018",
              "line": "Aslan et al. (2018). Electricity Intensity of Internet Data Transmission: Untangling the Estimates. Journal of Industrial Ecology 22(4).",
              "link": "https://doi.org/10.1111/jiec.12630"
            },
            {
              "key": "krug2014",
              "line": "Krug, Shackleton, Saffre (2014). Understanding the environmental costs of fixed line networking. International Conference on Future Energy Systems.",
              "link": "https://doi.org/10.1145/2602044.2602057"
            }
          ]
        }

        """)
  }

  @Test("Without words it says how much there is of what; as CSV it gives all of it")
  func overview() {
    #expect(
      TestSystem.run("factors").out.hasPrefix("Catalogue 2026.11\n═════════════════\n\nKind "))
    let rows = TestSystem.run("factors", "-f", "csv").out.split(separator: "\n")
    #expect(rows.count > 2000)
  }

  @Test("What finds nothing is refused, with what it may have meant")
  func misses() {
    let run = TestSystem.run("factors", "grid", "frnace")
    #expect(run.status == 2)
    #expect(run.out == "")
    #expect(
      run.err == """
        error[unknown-factor]: nothing in the catalogue answers to `grid frnace`
        hint: did you mean `grid france`?

        """)
    #expect(
      TestSystem.run("factors", "grid", "h100").err == """
        error[unknown-factor]: nothing in the catalogue answers to `grid h100`
        hint: leave a word out; `cradle factors` tells what there is

        """)
    #expect(
      TestSystem.run("factors", "xyzzy").err == """
        error[unknown-factor]: nothing in the catalogue answers to `xyzzy`
        hint: `cradle factors` tells what there is

        """)
  }
}
