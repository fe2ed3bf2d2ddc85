#!/bin/sh
cd && mkdir -p Documents/Submissions && cd Documents/Submissions && exec ../../.local/bin/submission preview
