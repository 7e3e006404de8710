// An app that reads the API with types. `schema.d.ts` is generated from the API's own description:
//
//   npm install openapi-fetch && npm install --save-dev openapi-typescript typescript
//   npx openapi-typescript https://…/api/v2/schema/ --output schema.d.ts
//
// Tests compile this file and run it: what stands here is so.

import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Schemas = components["schemas"];
type Page = Schemas["Page"];
type PageType = Page["meta"]["type"];
type PageOf<T extends PageType> = Extract<Page, { meta: { type: T } }>;

/** Without `fields` an answer is whole, and not a selection of which only the form of the fields is known. */
function whole<T>(answer: T): Extract<T, { id: number }> {
  return answer as Extract<T, { id: number }>;
}

/** With `fields` an answer is what was selected, in the form that the fields have in the whole. */
function selected<T, Name extends keyof T>(answer: unknown): Pick<T, Name> {
  return answer as Pick<T, Name>;
}

/** Say whether a page is of a type, and tell the compiler: TypeScript does not narrow by what is nested. */
function isA<T extends PageType>(type: T, page: { meta: { type: string } }): page is PageOf<T> {
  return page.meta.type === type;
}

const baseUrl = process.argv[2] ?? "http://localhost:8000/api/v2";
// A reader token, where there is one: headers: { Authorization: `Bearer ${token}` }
const api = createClient<paths>({ baseUrl });

/** Answer with the data, or throw what the problem document says. */
function dataOf<Data>(answer: { data?: Data; error?: Schemas["Problem"] }): Data {
  if (answer.data === undefined) {
    throw new Error(answer.error ? `${answer.error.status}: ${answer.error.detail}` : "no answer");
  }
  return answer.data;
}

/** A listing with filters, and of each course only what a card needs. */
async function showCourses(): Promise<number[]> {
  const answer = await api.GET("/pages/", {
    params: {
      query: { type: "pages.CoursePage", locale: "lt", fallback: "pl,en", level: "basic", order: "title", fields: "level,hours" },
    },
  });
  const { meta, items } = dataOf(answer);
  console.log(`courses: ${meta.total_count}`);
  return items.map((item) => {
    const course = selected<PageOf<"pages.CoursePage">, "id" | "title" | "level" | "hours">(item);
    console.log(`course: ${course.title}, ${course.level}, ${course.hours.toFixed()} h`);
    return course.id;
  });
}

/** A detail: its own type of page decides which fields there are. */
async function showCourse(id: number): Promise<void> {
  const page = whole(dataOf(await api.GET("/pages/{id}/", { params: { path: { id }, query: { rich_text_format: "html" } } })));
  if (!isA("pages.CoursePage", page)) {
    return;
  }
  const trade = page.specialisation?.name ?? "any trade";
  const languages = page.meta.translations.map((translation) => translation.locale);
  console.log(`detail: ${page.title}, ${trade}, also in ${languages.join(", ") || "no other language"}`);
  for (const meeting of page.meetings) {
    console.log(`meeting: ${meeting.starts_at} ${meeting.town}, ${meeting.seats - meeting.seats_taken} seats left`);
  }
  for (const block of page.body) {
    switch (block.type) {
      case "rich_text":
        console.log(`text of ${block.value.length} characters`);
        break;
      case "quote":
        console.log(`quote: ${block.value.text} (${block.value.source})`);
        break;
      case "image":
        console.log(`image: ${block.value.image?.renditions[0]?.url ?? "not for this reader"}`);
        break;
      default:
        console.log(`block: ${block.type}`);
    }
  }
}

/** The search: hits with the places that answer, what was searched for besides the words, and filters. */
async function search(words: string): Promise<void> {
  const found = dataOf(await api.GET("/search/", { params: { query: { q: words, query_locale: "pl", locale: "lt" } } }));
  const added = found.meta.expansions.map((expansion) => expansion.to);
  console.log(`search: ${found.meta.total_count} for ${[words, ...added].join(", ")}`);
  for (const hit of found.items) {
    console.log(`found: ${hit.title} ${hit.passages[0]?.url ?? hit.meta.html_url}`);
  }
  for (const value of found.meta.facets.type) {
    console.log(`filter: ${value.label} (${value.count})`);
  }
}

/** The feed: from the beginning to its end, into a copy. */
async function copyAll(): Promise<void> {
  const copy = new Map<string, Schemas["Upsert"]["body"]>();
  let cursor: string | undefined;
  let more = true;
  while (more) {
    const { items, meta } = dataOf(await api.GET("/changes/", { params: { query: { limit: 200, cursor } } }));
    for (const change of items) {
      const key = `${change.kind} ${change.id}`;
      if (change.op === "upsert") {
        copy.set(key, change.body);
      } else {
        copy.delete(key);
      }
    }
    cursor = meta.next_cursor;
    more = meta.more;
  }
  console.log(`copied: ${copy.size}`);
}

/** What stands around the pages. */
async function showFrame(): Promise<void> {
  const language = { params: { query: { locale: "lt", fallback: "pl" } } } as const;
  const { main } = dataOf(await api.GET("/navigation/", language));
  const walk = (entry: Schemas["MenuEntry"], depth: number): void => {
    console.log(`menu: ${"  ".repeat(depth)}${entry.label} ${entry.page?.meta.html_url ?? entry.url}`);
    entry.children.forEach((child) => walk(child, depth + 1));
  };
  main.forEach((entry) => walk(entry, 0));
  const settings = dataOf(await api.GET("/settings/", language));
  console.log(`funding: ${settings.funding.line}, contact: ${settings.contact.email}`);
}

const ids = await showCourses();
for (const id of ids) {
  await showCourse(id);
}
await search("TIG");
await copyAll();
await showFrame();
