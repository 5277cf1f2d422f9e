import Telemetry
import Testing

@Suite("Requests as JSON lines")
struct JSONLinesTests {
  @Test("OpenAI answers, its batches, vLLM, Text Generation Inference and OpenTelemetry")
  func formats() throws {
    let lines = [
      #"{"id":"chatcmpl-1","object":"chat.completion","created":1700158546,"choices":[{"index":0,"created":5,"message":{"content":"\"created\": 1, {["}}],"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":3}}}"#,
      #"{"id": "batch_1", "custom_id": "a", "response": {"status_code": 200, "body": {"created": 1700158546, "usage": {"prompt_tokens": 10, "completion_tokens": 5}}}, "error": null}"#,
      #"{"timestamp": "2023-11-16T18:15:46.68Z", "request_id": "r1", "num_prompt_tokens": 10, "num_generation_tokens": 5}"#,
      #"{"timestamp":"2023-11-16T18:15:46.680590Z","level":"INFO","span":{"input_length":10,"generated_tokens":5,"name":"generate"},"spans":[{"input_length":99}]}"#,
      #"{"time":"2023-11-16 18:15:46","attributes":{"gen_ai.usage.input_tokens":10,"gen_ai.usage.output_tokens":5}}"#,
    ]
    for line in lines {
      let summary = try traffic(line + "\n")
      #expect(summary.sums == [1, 10, 5], "\(line)")
      #expect(summary.rowsText == "1 read, 1 used", "\(line)")
    }
    let all = try traffic(lines.joined(separator: "\r\n") + "\r\n")
    #expect(all.sums == [5, 50, 25])
    #expect(all.statuses == ["200": 1])
    let named = try traffic(
      #"{"at":{"ms":1700158546680},"n":{"in":7}}"# + "\n", columns: "time=at.ms,input=in")
    #expect(named.sums == [1, 7, 0])
    #expect(named.requestsWithoutOutput == 1)
  }

  @Test("Errors and statuses tell served, refused and failed apart")
  func outcomes() throws {
    let summary = try traffic(
      """
      {"ts":1,"status":200,"prompt_tokens":3,"completion_tokens":1,"error":null}
      {"ts":2,"status":"503","prompt_tokens":null,"error":{"message":"full"}}
      {"ts":3,"prompt_tokens":4,"error":"boom"}
      {"ts":4,"prompt_tokens":4,"completion_tokens":2,"error":false}

      """)
    #expect(summary.total.served.requests == 2)
    #expect(summary.total.refused.requests == 1)
    #expect(summary.total.failed.requests == 1)
    #expect(summary.requestsWithoutOutput == 2)
    #expect(summary.requestsWithoutInput == 1)
  }

  @Test("What is not JSON, and what tells of no request, is counted with its place")
  func badLines() throws {
    let deep = String(repeating: "[", count: 5000)
    let log = """
      {"ts":1,"prompt_tokens":3}
      {"ts":1,"prompt_tokens":3
      {"ts":1,"prompt_tokens":3}}
      {"ts":1 "prompt_tokens":3}
      {"ts":1,"prompt_tokens":3,}
      {"ts":1,"prompt_tokens":nope}
      {"ts":1,"prompt_tokens":"x}
      plain
      {"ts":1,"prompt_tokens":-3}
      {"ts":1,"prompt_tokens":2.5}
      {"ts":"x","prompt_tokens":3}
      {"prompt_tokens":3}
      {"ts":1,"message":"ready"}
      {"ts":1,"prompt_tokens":3,"a":\(deep)
      \u{0}\u{0}{"ts":1,"prompt_tokens":3}
      {}
      {"ts":1,"prompt_tokens":1e1,"a":[{"b":[]},[1,-2.5e3,true,null,"\\\\"]]}
      {"ts":1,"prompt_tok
      """
    let expected =
      "18 read, 2 used; nul-byte 1 at log:15:1; malformed 9 at log:2:26 log:3:27 log:4:9; "
      + "column-missing 1 at log:12:20; time-invalid 1 at log:11:8; number-inexact 1 at log:10:25; "
      + "negative 1 at log:9:25; not-a-request 2 at log:13:1 log:16:1"
    for slices in 1...8 {
      let summary = try traffic(log, slices: slices)
      #expect(summary.rowsText == expected)
      #expect(summary.sums == [2, 13, 0])
    }
  }

  @Test("The combined log format: status, bytes and path")
  func combined() throws {
    let log = """
      127.0.0.1 - - [16/Nov/2023:18:15:46 +0000] "POST /v1/completions?x=1 HTTP/1.1" 200 2326 "-" "curl"
      127.0.0.1 - frank [16/Nov/2023:20:15:47 +0200] "POST /v1/chat \\"x\\" HTTP/1.1" 503 -
      ::1 - - [16/Nov/2023:18:15:48 +0000] "GET /health HTTP/1.1" 200 2
      ::1 - - [16/Nov/2023:18:15:49 +0000] "GET /v1/models HTTP/1.1" 500 10
      ::1 - - [16/Nov/2023:18:15
      ::1 - - [99/Nov/2023:18:15:49 +0000] "GET /v1/models HTTP/1.1" 500 10

      """
    let all = try traffic(log)
    #expect(
      all.rowsText
        == "6 read, 4 used; malformed 1 at log:5:1; time-invalid 1 at log:6:10")
    #expect(all.total.served.requests == 2)
    #expect(all.total.all.bytes == 2338)
    #expect(all.statuses == ["200": 2, "503": 1, "500": 1])
    #expect(all.span == 3_000_000_000)
    let filtered = try traffic(log, filter: "/v1/c")
    #expect(filtered.sums == [2, 0, 0])
    #expect(filtered.rows.rejections.last?.reason == .notAskedFor)
    #expect(filtered.rows.read == 6)
    for (pattern, count) in [
      ("*completions", 1), ("/*/models", 1), ("*", 4), ("/v2", 0), ("*s*", 2),
    ] {
      #expect(try traffic(log, filter: pattern).total.all.requests == Int64(count), "\(pattern)")
    }
  }
}
