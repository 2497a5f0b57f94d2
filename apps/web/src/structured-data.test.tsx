import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { JsonLd, websiteLd } from "./structured-data.tsx";

test("no text can end the element early", () => {
  const data = { name: "</script><script>alert(1)</script>" };
  const html = renderToStaticMarkup(<JsonLd data={data} />);
  expect(html.match(/<\/?script/g)).toHaveLength(2);
  expect(JSON.parse(html.replaceAll(/<\/?script[^>]*>/g, ""))).toEqual(data);
});

test("the publication says who it is under its own address", () => {
  const about = {
    title: "The Long Shelf",
    tagline: "Notes",
    description: "",
    locale: "en",
    timeZone: "UTC",
    commentsOpen: true,
    signUpOpen: true,
    postCount: 3,
  };
  expect(websiteLd(about, "https://blog.example")).toMatchObject({
    name: "The Long Shelf",
    description: "Notes",
    url: "https://blog.example/",
  });
});
