"""The peers written in Python, measured as measured-loop.mjs measures those in JavaScript.
read-by-python-peer.py MANIFEST OUTPUT trafilatura|trafilatura-precision|newspaper4k
"""
import json
import logging
import math
import resource
import sys
import time

WARM_UP_PAGES = 60


def trafilatura_reader(**options):
    import trafilatura

    def read(page, data):
        found = trafilatura.bare_extraction(
            data, url=page["url"] or None, with_metadata=True, include_comments=False, **options
        )
        if found is None:
            return {}
        found = found.as_dict()
        return {
            "text": found.get("text"),
            "title": found.get("title"),
            "authors": [name for name in (found.get("author") or "").split("; ") if name],
            "date": found.get("date"),
            "tags": found.get("tags"),
            "sections": found.get("categories"),
            "language": found.get("language"),
        }

    return read


def newspaper_reader():
    import newspaper
    from trafilatura.utils import decode_file

    def read(page, data):
        article = newspaper.Article(page["url"] or "http://page.invalid/", fetch_images=False)
        article.download(input_html=decode_file(data))
        article.parse()
        date = article.publish_date
        return {
            "text": article.text,
            "title": article.title,
            "authors": article.authors,
            "date": date.isoformat() if date else None,
            "tags": list(article.meta_keywords or []) + list(article.tags or []),
            "language": article.meta_lang,
        }

    return read


READERS = {
    "trafilatura": trafilatura_reader,
    "trafilatura-precision": lambda: trafilatura_reader(favor_precision=True),
    "newspaper4k": newspaper_reader,
}


def main():
    manifest, output, name = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    read = READERS[name]()
    with open(manifest, encoding="utf8") as lines:
        pages = [json.loads(line) for line in lines]

    def attempt(page, data):
        try:
            return read(page, data)
        except Exception as error:
            return {"error": repr(error)[:200]}

    def bytes_of(page):
        with open(page["path"], "rb") as file:
            return file.read()

    for page in pages[:WARM_UP_PAGES]:
        attempt(page, bytes_of(page))
    times = []
    with open(output, "w", encoding="utf8", errors="surrogatepass") as out:
        for page in pages:
            data = bytes_of(page)
            begun = time.process_time()
            result = attempt(page, data)
            times.append(time.process_time() - begun)
            out.write(json.dumps({**result, "id": page["id"]}) + "\n")
    times.sort()
    print(
        json.dumps(
            {
                "pages": len(pages),
                "cpuSeconds": sum(times),
                "p99Ms": times[math.ceil(len(times) * 0.99) - 1] * 1000,
                "peakRssMib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


main()
