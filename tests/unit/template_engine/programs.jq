.
.TotalCount
.Instances.Instance[].InstanceId
.Instances.Instance[0].InstanceId, .Instances.Instance[-1].Cpu, .Instances.Instance[9]
.Instances.Instance[]|.Ip.IpAddress+.Inner.IpAddress|.[]
.Instances.Instance | map(select(.Cpu > 1)) | map(.InstanceId)
[.Instances.Instance[] | {id: .InstanceId, cpu: .Cpu, "x y": 1, (.InstanceId): 2}]
.Instances.Instance[] | {InstanceId, Cpu}
.Instances.Instance[] | select(.Tags.Tag | any(.TagKey == "a")) | .InstanceId
.Instances.Instance | map({key: .InstanceId, value: .Cpu}) | from_entries
.Instances.Instance | sort_by(.Cpu) | reverse | .[0].InstanceId
.Instances.Instance | group_by(.Cpu > 1) | map(length)
.Instances.Instance | max_by(.Cpu).InstanceId, min_by(.Cpu).InstanceId
.Instances.Instance | map(.Spot // "none")
.Instances.Instance | map(.InstanceId) | join(",")
.Instances.Instance | length
[.Instances.Instance[].Cpu] | add, add / length, min, max
if .TotalCount == 0 then "false" else "true" end
if .TotalCount > 5 then 1 elif .TotalCount > 2 then 2 else 3 end
if .TotalCount > 5 then 1 end | type
.[] | strings | length
.Text | test("w.rld"; "i"), test("nothing"), test("12")
.Text | [match("[0-9]+"; "g") | .offset, .length, .string]
.Text | capture("(?<first>[0-9]+) and (?<second>[0-9]+)")
.Text | [scan("[0-9]+")], [scan("([0-9])([0-9])")]
.Text | sub("[0-9]+"; "N"), gsub("[0-9]+"; "N"), gsub("(?<n>[0-9]+)"; "<\(.n)>")
.Text | split(" "), split(", *"; null), ascii_downcase, ascii_upcase, explode[0], (explode | implode)
.Text | .[0:5], .[-2:], .[7:], ltrimstr("Hello"), rtrimstr("34"), startswith("He"), endswith("35")
.Text | index("l"), rindex("l"), indices("l"), contains("Wö"), length, utf8bytelength
.Encoded | @base64d, @base64, @json, @html "<\(.)>", @uri "a b\(.)"
.Json | fromjson | .a[1], tojson
.Numbers | sort, unique, min, max, add, (map(tostring) | join("-")), index(3), .[1:3], .[:-1]
.Numbers | map(. * 2), map(. % 2), map(-.), map(floor), map(if . < 0 then 0 else sqrt end)
.Numbers | first, last, first(.[]), last(.[]), [limit(2; .[])], any(. > 2), all(. > 2), isempty(.[])
.Numbers - [3], (.Numbers | .[2] / 2), (.Numbers | length > 3 and (length < 9 or false) | not)
.Mixed | sort, map(type), map(tojson), unique, map(not), [.[] | values | tostring]
.Mixed | [.[] | numbers], [.[] | scalars], [.[] | iterables], [.[] | nulls], [.[] | booleans]
.Nested | [..], [paths], [paths(type == "number")], [.. | numbers], (.a.b | flatten, flatten(1))
.Nested | to_entries, keys, has("a"), has("z"), with_entries(.key |= ascii_upcase), map_values(keys)
.Nested | del(.a), del(.a.b[0]), del(.a.b[1][0], .c), .c.b = 5, .c.b |= . + 1, .c.b += 2, .z //= 9
.Nested | .a.b[5] = 1, (.a.b[1][0] |= empty), (.. |= .), .a["b"][0] -= 1, (.c.b *= 3), (.c.b /= 4)
.Nested | getpath(["a", "b", 0]), getpath(["x", "y"]), path(.a.b[0], .c), [path(..)]
reduce .Numbers[] as $n (0; . + $n), reduce ([1], [2]) as [$a] (0; . + $a), reduce (1, 2) as $a (0; empty)
.Numbers as [$a, $b] | $a + $b, {a: 1, b: [2]} as {a: $x, b: [$y]} | $x + $y
.Numbers as $n | .TotalCount as $t | [$n[] * $t]
[range(5)], [range(2; 5)], [range(0; 10; 3)], [range(3; 0; -1)], [limit(3; range(100))]
[(1, 2) + (10, 20)], [(1, 2) as $x | (3, 4) as $y | [$x, $y]], [{a: (1, 2), b: (3, 4)}], [[1, 2][0, 1]]
"a" * 3, "a" * 0, ([1, 2, 1] | indices(1)), ("a,b" / ","), ({a: {b: 1}} * {a: {c: 2}}), ({} + {a: 1})
try error("x") catch ., (.a.b.c? // "d"), [.Text | .[0]?], (try (1, error("y"), 2) catch .)
"\(.TotalCount) of \("x" + "\(1 + 2)")", "é\u00e9\n\"\ud83d\ude00"
1 - 1, 1 -1, -1 + 2, 2 * 3 + 4, 2 + 3 * 4, 10 / 4, 7 % 3, -7 % 3, 1 == 1.0, "1" == 1, 1 < "a", null < false
null + 1, ([] + null), ({} | .a.b.c), (null | length), ("" | length), ([1, null] | add), ([] | add)
[.[] | type] | unique, ([[1, 2], [3]] | transpose, add), ([[1, 1], [1]] | unique), (["a", "b"] | inside(["a", "b", "c"]))
("1.50" | tonumber), (" x " | trim), ([1, [2]] | tojson), ("[1]" | fromjson), ([3, 4] | has(1), has(2)), (1 | tostring)
["a b", 1, null, true] | @csv, @tsv, @sh, @json, @text
.Instances.Instance[] | select(.InstanceId == ("i-1", "i-3")) | .Cpu
.Instances.Instance | any(.Cpu == 4), all(.[]; .Cpu > 0), any(.[].Cpu; . > 3)
[.Instances.Instance[] | .Tags.Tag[] | {(.TagKey): .TagValue}] | add
.Text as $t | .Numbers | map("\($t):\(.)") | first
[.Numbers[] | select(. >= 1) | . as $n | if $n % 2 == 0 then "even" else "odd" end]
.a, .a[0]?, ."Text", ."Nested"."c"["b"], .Nested.c.b, (.Nested | .["a"].b[1][1][0])
.Numbers | .[1:] = [9], (.[0:2] |= map(. + 1)), del(.[0, 2]), del(.[1:3]), (to_entries? // "no")
not, (true and null), (false or 1), (empty // 1), ((null, false, 2, 3) // 1), [null, 1 | values]
