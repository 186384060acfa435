# Writes survey.json: figures of survey.csv and their standard errors as R's survey computes them.
#
#     Rscript survey.R > survey.json

library(survey)
rows <- read.csv("survey.csv", colClasses = c(village = "character"))
rows$positive <- as.numeric(rows$label == "yes")
rows$chosen <- as.numeric(rows$decision == "yes")
rows$right <- as.numeric(rows$label == rows$decision)
rows$hit <- rows$positive * rows$chosen
rows$alarm <- (1 - rows$positive) * rows$chosen
rows$negative <- 1 - rows$positive
rows$female <- as.numeric(rows$gender == "female")
rows$one <- 1

full <- svydesign(ids = ~village, strata = ~stratum, weights = ~weight, data = rows, nest = TRUE)
designs <- list(
  "strata-units" = full,
  "units" = svydesign(ids = ~place, weights = ~weight, data = rows),
  "strata" = svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = rows),
  "replicates" = svrepdesign(
    weights = ~weight, repweights = "jk[0-9]+", type = "JK1", data = rows, combined.weights = TRUE,
    scale = (length(grep("^jk", names(rows))) - 1) / length(grep("^jk", names(rows))))
)
figures <- list(
  "selection-rate" = c("chosen", "one"), "accuracy" = c("right", "one"),
  "true-positive-rate" = c("hit", "positive"), "false-positive-rate" = c("alarm", "negative"),
  "positive-predictive-value" = c("hit", "chosen")
)

lines <- c()
add <- function(design, metric, group, kind, value, error, freedom) {
  lines <<- c(lines, sprintf(
    '{"design": "%s", "metric": "%s", "group": "%s", "kind": "%s", "value": %.15g, "error": %.15g, "freedom": %d}',
    design, metric, group, kind, value, error, as.integer(freedom)))
}
for (name in names(designs)) {
  design <- designs[[name]]
  freedom <- if (name == "replicates") ncol(design$repweights) - 1 else degf(design)
  for (metric in names(figures)) {
    parts <- figures[[metric]]
    ratio <- function(d) svyratio(as.formula(paste0("~", parts[1])), as.formula(paste0("~", parts[2])), d)
    for (group in c("", "female", "male")) {
      own <- if (group == "") design else subset(design, gender == group)
      found <- ratio(own)
      add(name, metric, group, "estimate", coef(found), SE(found), freedom)
    }
    # The difference of two domains from totals that are shared by both, so that their covariance counts.
    totals <- as.formula(sprintf(
      "~I(%1$s*female) + I(%2$s*female) + I(%1$s*(1-female)) + I(%2$s*(1-female))", parts[1], parts[2]))
    sums <- svytotal(totals, design, return.replicates = TRUE)
    names(sums) -> labels
    if (name == "replicates") {
      theta <- sums$replicates
      gap <- function(t) t[, 1] / t[, 2] - t[, 3] / t[, 4]
      replicates <- gap(as.matrix(theta))
      value <- as.numeric(gap(t(as.matrix(coef(sums)))))
      scale <- (length(replicates) - 1) / length(replicates)
      add(name, metric, "female", "difference", value, sqrt(scale * sum((replicates - mean(replicates))^2)), freedom)
    } else {
      t <- coef(sums)
      gradient <- c(1 / t[2], -t[1] / t[2]^2, -1 / t[4], t[3] / t[4]^2)
      variance <- as.numeric(gradient %*% vcov(sums) %*% gradient)
      add(name, metric, "female", "difference", t[1] / t[2] - t[3] / t[4], sqrt(variance), freedom)
    }
  }
}
cat(sprintf('{"survey": "%s", "rows": [\n%s\n]}\n', packageVersion("survey"), paste(lines, collapse = ",\n")))
