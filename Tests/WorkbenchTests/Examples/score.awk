# A scorer: reads id,gender,age and answers id,prediction,score, one row a line.
BEGIN { FS = ","; print "id,prediction,score" }
NR > 1 {
    p = 0.25 + 0.005 * $3 + ($2 == "male" ? 0.08 : 0)
    printf "%s,%s,%.3f\n", $1, (p >= 0.5 ? "yes" : "no"), p
}
