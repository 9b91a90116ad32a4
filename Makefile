# What a person types. One line each: the work is in tools/.
.DEFAULT_GOAL := help
.PHONY: help run setup test check bench demo clean

help:   ## say what there is
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 10
setup:  ## make the environment and build the web app, from hashed locks
	@tools/setup.sh
run:    ## set up what is missing, then start the centre on http://localhost:8000
	@tools/setup.sh && exec .venv/bin/atiende serve $(ARGS)
demo:   ## the same with a bilingual demo company, three months old and alive; prints its logins
	@tools/setup.sh && exec .venv/bin/atiende demo $(ARGS)
check:  ## style, types, import rule, sizes, texts: at most 40 seconds
	@tools/setup.sh check && tools/check.sh
test:   ## install what the tests need, then everything, at most 30 minutes
	@tools/test.sh $(ARGS)
bench:  ## measure; results on standard output as JSON
	@tools/setup.sh && tools/bench.sh $(ARGS)
clean:  ## remove what was built, never a centre's data
	@rm -rf .make .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis web/node_modules web/dist web/widget/node_modules web/widget/dist
