// Expressions that try to take a process down: the kinds of the safety report, and what each must come to.

/** One bomb. `costs`: what becomes of it; a refused one cannot be saved, a harmless one is evaluated like any other. */
export interface Bomb {
  kind: string;
  text: string;
  costs: 'limit' | 'refused' | 'nothing';
}

const DOUBLED = '$reduce([1..30], function($a, $b){ {"l": $a, "r": $a} }, {})';

/** The sixteen kinds that are stopped. */
export const STOPPED: readonly Bomb[] = [
  stopped('tail recursion', '($f := function($x){ $f($x + 1) }; $f(0))'),
  stopped('mutual recursion', '($f := function(){ $g() }; $g := function(){ $f() }; $f())'),
  stopped('deep recursion', '($f := function($x){ 1 + $f($x) }; $f(0))'),
  stopped('a huge range', '[1..1e9]'),
  stopped('a range made into objects', '[1..1e6].{"a": $, "b": [$, $]}'),
  stopped('a range over a range', '[1..10000].[1..10000]'),
  stopped('a text doubled', '$length($reduce([1..30], function($a, $b){ $a & $a }, "x"))'),
  stopped('a text padded', '$length($uppercase($pad("x", 500000000)))'),
  stopped('a list appended to itself', '$count($reduce([1..40], function($a, $b){ $append($a, $a) }, [1]))'),
  stopped('a doubled object written as text', `$string(${DOUBLED})`),
  stopped('a doubled object as the result', DOUBLED),
  stopped('a doubled object searched to the ground', `($d := ${DOUBLED}; $count($d.**))`),
  stopped('a date picture that backtracks', '$toMillis($pad("", 5000, "a") & "!", $join([1..300].("[MNn]")))'),
  stopped('a sort that never agrees', '$count($sort([1..9999], function($a, $b){ $random() > 0.5 }))'),
  stopped('a long text put in often', '($t := $pad("", 40000, "a"); $length($replace($t, "a", $t)))'),
  stopped('a list searched for each of its items', '($l := [1..3000]; $count($l.($x := $; $l[$ = $x])))'),
];

/** What cannot be saved, and what is harmless since regular expressions run in linear time. */
export const OTHERS: readonly Bomb[] = [
  { kind: 'a text that evaluates itself', text: '$eval("$eval(lead.again)")', costs: 'refused' },
  { kind: 'very deep brackets', text: '['.repeat(5000) + ']'.repeat(5000), costs: 'refused' },
  { kind: 'very deep parentheses', text: `${'('.repeat(9000)}1${')'.repeat(9000)}`, costs: 'refused' },
  { kind: 'a sum of very many', text: `1${' + 1'.repeat(50_000)}`, costs: 'refused' },
  { kind: 'a look-ahead', text: '$contains(lead.text, /(?=a)a/)', costs: 'refused' },
  { kind: 'a repeat of a repeat', text: '$contains(lead.text, /(a+)+$/)', costs: 'nothing' },
  { kind: 'a repeat of what may be empty', text: '$contains(lead.text, /^(a|a?)+$/)', costs: 'nothing' },
  { kind: 'a split by a repeat of a repeat', text: '$count($split(lead.text, /(a*)*b/)) > 0', costs: 'nothing' },
];

function stopped(kind: string, text: string): Bomb {
  return { kind, text, costs: 'limit' };
}
