import fc from "fast-check";
import { expect, test } from "vitest";
import { handleOf, splitAuthors } from "./authors.ts";
import { isSlug } from "./slug.ts";

test.each([
  // One person.
  ["Ryan Dahl", ["Ryan Dahl"]],
  ["by Ryan Dahl", ["Ryan Dahl"]],
  ["Posted by: Ryan Dahl", ["Ryan Dahl"]],
  ["By Byron Lee", ["Byron Lee"]],
  ["Isaac Z. Schlueter", ["Isaac Z. Schlueter"]],
  ["Minwoo Jung (@jmwsoft)", ["Minwoo Jung"]],
  ["Minwoo Jung (github.com/JungMinu)", ["Minwoo Jung"]],
  ["Jane Doe <jane@x.test>", ["Jane Doe"]],
  ["@ry", ["ry"]],
  ["tjfontaine", ["tjfontaine"]],
  ["Ann Lee, CTO at Quoin", ["Ann Lee"]],
  ["Ann Lee, from Quoin", ["Ann Lee"]],
  ["Ann Lee on behalf of the Release Team", ["Ann Lee"]],
  ["Mikeal Rogers, Node.js Foundation Community Manager", ["Mikeal Rogers"]],
  ["Martin Luther King, Jr.", ["Martin Luther King, Jr."]],
  // Several.
  ["Michael Dawson, Sam Roberts", ["Michael Dawson", "Sam Roberts"]],
  [
    "Juan José Arboleda and Bethany Nicolle Griggs",
    ["Juan José Arboleda", "Bethany Nicolle Griggs"],
  ],
  ["Rafael Gonzaga & Marco Ippolito", ["Rafael Gonzaga", "Marco Ippolito"]],
  ["AugustinMauroy, Richard Lau", ["AugustinMauroy", "Richard Lau"]],
  ["Ann Lee, Bo Chen and Cy Diaz", ["Ann Lee", "Bo Chen", "Cy Diaz"]],
  ["Tom, Dick, and Harry", ["Tom", "Dick", "Harry"]],
  ["Tom, Dick and Harry", ["Tom", "Dick", "Harry"]],
  ["Yosuke Furukawa (@yosuke) & Steven Sinatra (@dia)", ["Yosuke Furukawa", "Steven Sinatra"]],
  ["Juan José prepared by Ulises Gascon", ["Juan José", "Ulises Gascon"]],
  ["Ryan Dahl with Isaac Schlueter", ["Ryan Dahl", "Isaac Schlueter"]],
  ["Ann Lee; Bo Chen / Cy Diaz + Di Evans", ["Ann Lee", "Bo Chen", "Cy Diaz", "Di Evans"]],
  ["Ann Lee\nBo Chen", ["Ann Lee", "Bo Chen"]],
  ["mikeal & flakey5", ["mikeal", "flakey5"]],
  ["mikeal and Ryan Dahl", ["mikeal", "Ryan Dahl"]],
  ["Ludwig van Beethoven and Vincent van Gogh", ["Ludwig van Beethoven", "Vincent van Gogh"]],
  ["Sammy Davis, Jr. and Dean Martin", ["Sammy Davis, Jr.", "Dean Martin"]],
  ["日本 太郎、山田 花子", ["日本 太郎", "山田 花子"]],
  ["Ann Lee, ann lee, Bo Chen", ["Ann Lee", "Bo Chen"]],
  // Groups, whose "and" is their own.
  ["The Node.js Project", ["The Node.js Project"]],
  ["Node.js Technical Steering Committee", ["Node.js Technical Steering Committee"]],
  ["The Security and Release Working Group", ["The Security and Release Working Group"]],
  ["Department of Health and Human Services", ["Department of Health and Human Services"]],
  ["Procter & Gamble", ["Procter & Gamble"]],
  ["Marks and Spencer", ["Marks and Spencer"]],
  ["Johnson & Johnson, Inc.", ["Johnson & Johnson, Inc."]],
  ["Simon and Schuster Publishing", ["Simon and Schuster Publishing"]],
  // A group beside a person.
  ["Node.js Security Team and Rafael Gonzaga", ["Node.js Security Team", "Rafael Gonzaga"]],
  ["Rafael Gonzaga and the Security Team", ["Rafael Gonzaga", "the Security Team"]],
  [
    "Rafael Gonzaga, Node.js Technical Steering Committee",
    ["Rafael Gonzaga", "Node.js Technical Steering Committee"],
  ],
  // Nobody.
  ["", []],
  ["  ,  & ", []],
  ["(@ghost)", []],
])("%j", (field, names) => {
  expect(splitAuthors(field)).toEqual(names);
});

test("any field gives names that are not blank, each once", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (field) => {
      const names = splitAuthors(field);
      for (const name of names) expect(name.trim()).not.toBe("");
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    }),
  );
});

test.each([
  ["Michaël Zasso", "michael-zasso"],
  ["The Node.js Project", "the-node-js-project"],
  ["Minwoo Jung (@jmwsoft)", "minwoo-jung"],
])("the handle of %s is %s", (name, handle) => {
  expect(handleOf(name)).toBe(handle);
});

test("a handle is never empty, and the same each time", () => {
  expect(handleOf("山田 花子")).toMatch(/^author-[a-z0-9]{8}$/);
  expect(handleOf("山田 花子")).not.toBe(handleOf("日本 太郎"));
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 120 }), (name) => {
      const handle = handleOf(name);
      expect(isSlug(handle)).toBe(true);
      expect(handle.length).toBeLessThanOrEqual(40);
      expect(handleOf(name)).toBe(handle);
    }),
  );
});
